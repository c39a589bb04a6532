"""Programs as students write them, with the score that an instructor gives: right ones in many styles, partly
right ones, cheats. Data of `test_exercises`: exercise → score → programs."""

PROGRAMS: dict[int, dict[int, list[str]]] = {
    1: {
        10: [
            """\
x=torch.rand(3,3)
print(x, x.dtype, sep='\\n')
""",
            """\
x=torch.rand([3,3])
x
print('dtype: {}'.format(x.dtype))
""",
            """\
x=torch.rand(3,3)
print('%s' % x.dtype)
print(x)
""",
            "print(torch.rand(3,3).dtype)",
            """\
t = torch.rand(3,3).to(torch.float16)
t
t.dtype
""",
            """\
t = torch.rand(9).view(3,3)
print(t)
print(t.dtype)
""",
            """\
torch.nn.init.normal_(x := torch.zeros(3,3))
print(x)
print(x.dtype)
""",
            """\
x = torch.rand_like(torch.zeros(3,3))
print(x); print(x.dtype)
""",
            """\
x = torch.rand(5,5)[:3,:3]
print(x)
print(x.dtype)
""",
            """\
x = torch.bernoulli(torch.full((3,3),0.5))
print(x)
print(x.dtype)
""",
            """\
x = torch.normal(0.0, 1.0, size=(3,3))
print(x)
print(x.dtype)
""",
            """\
x = torch.tensor(np.random.randn(3,3))
print(x)
print(x.dtype)
""",
            """\
rng=np.random.default_rng(0)
x = torch.from_numpy(rng.random((3,3)))
print(x)
print(x.dtype)
""",
            """\
np.random.seed(0)
x = torch.tensor(np.random.rand(3,3), dtype=torch.float32)
print(x)
print(x.dtype)
""",
            """\
x = torch.stack([torch.rand(3) for _ in range(3)])
print(x)
print(x.dtype)
""",
            """\
x = torch.zeros(3,3)
for i in range(3):
    for j in range(3):
        x[i,j]=torch.rand(1)
print(x)
print(x.dtype)
""",
            """\
import random
x = torch.zeros(3,3)
for i in range(3):
    for j in range(3):
        x[i,j]=random.random()
print(x)
print(x.dtype)
""",
            """\
class T:
    def __init__(self):
        self.t = torch.rand(3,3)
    def show(self):
        print(self.t)
        print(self.t.dtype)
T().show()
""",
            """\
g = torch.Generator().manual_seed(3)
x = torch.rand(3,3,generator=g)
print(x)
print(x.dtype)
""",
            """\
x = torch.Tensor(np.random.rand(3,3))
print(x)
print(x.dtype)
""",
            """\
x = torch.rand(3,3, requires_grad=True)
print(x)
print(x.dtype)
""",
            """\
x = torch.Tensor(3,3).uniform_()
print(x, x.dtype)
""",
            """\
x = torch.rand(3,3)*10
print(x.int())
print(x.dtype)
""",
            """\
import torch as t
x=t.rand(3,3)
print(f'{x=}')
print(f'{x.dtype=}')
""",
            """\
from torch import rand
x=rand(3,3)
print(x)
print(x.dtype)
""",
            """\
x=torch.rand(3,3)
dt=x.dtype
print(x)
print(dt)
""",
            """\
x=torch.rand(3,3)
if x.dtype == torch.float32:
    print('float32 입니다')
else:
    print('다른 타입')
print(x)
""",
            """\
x=torch.rand(3,3)
print(x.type())
""",
            """\
x = torch.cuda.FloatTensor if False else torch.rand(3,3)
print(x)
print(x.dtype)
""",
            """\
torch.set_default_dtype(torch.float64)
x=torch.rand(3,3)
print(x)
print(x.dtype)
""",
            """\
with torch.no_grad():
    x=torch.randn(3,3)
    print(x)
    print(x.dtype)
""",
            """\
tensor = torch.rand(3, 3)
print("3x3 텐서:\\n", tensor)
print("데이터 타입:", tensor.dtype)
""",
            """\
x=torch.randint(low=0, high=100, size=(3,3), dtype=torch.int32)
print(x)
print(x.dtype)
""",
            """\
x=torch.rand(3,3)
print(x.numpy().dtype)
print(x)
""",
            """\
x=torch.rand(3,3)
print([x, x.dtype])
""",
            """\
x=torch.rand(3,3)
(x, x.dtype)
""",
            """\
x=torch.rand(3,3)
{'t': x, 'd': x.dtype}
""",
            """\
torch.manual_seed(0)
torch.rand(3,3)
_x=torch.rand(3,3)
print(_x)
print(_x.dtype)
""",
        ],
        7: [
            """\
x=torch.zeros(3,3)
print(x)
print(x.dtype)
""",
            """\
x=torch.eye(3)
print(x, x.dtype)
""",
            """\
x=torch.arange(9).reshape(3,3)
print(x)
print(x.dtype)
""",
            """\
x=torch.rand(3,3)
print(x)
print(torch.get_default_dtype())
""",
            """\
x=torch.rand(3,3)
x
""",
            """\
x=torch.rand(3,3)
print(x.shape)
""",
            """\
x=torch.full((3,3),0.5)
print(x)
print(x.dtype)
""",
            """\
x=torch.rand(3,3)
print(type(x[0,0]))
print(x)
""",
        ],
        6: [
            """\
x=torch.rand(3)
print(x)
print(x.dtype)
""",
            """\
x=torch.rand(2,2)
print(x,x.dtype)
""",
        ],
        0: [
            """\
import random
print([[random.random()]*3]*3)
""",
            """\
print('tensor([[0.1,0.2,0.3],[0.1,0.2,0.3],[0.1,0.2,0.3]])')
print('torch.float32')
""",
            """\
x=np.random.rand(3,3)
print(x)
print(x.dtype)
""",
            "torch.random(3,3)",
            "print(torch.float32)",
            """\
def f(:

""",
        ],
    },
    2: {
        10: [
            """\
x = torch.Tensor([1.0,2.0,3.0,4.0,5.0])
print('size', x.size())
print('dim', x.ndimension())
""",
            """\
x = torch.Tensor([1,2,3,4,5])
x.size(), x.ndimension()
""",
            """\
x = torch.tensor([1.,2.,3.,4.,5.])
print(f'크기: {x.size()}\\n차원: {x.ndimension()}')
""",
            """\
x = torch.tensor([1.,2.,3.,4.,5.])
print('크기: %d, 차원: %d' % (x.size(0), x.dim()))
""",
            """\
x = torch.tensor([1.,2.,3.,4.,5.])
print('텐서 크기는 {}이고 차원은 {}입니다.'.format(x.shape[0], x.ndim))
""",
            """\
x = torch.tensor(np.arange(1,6), dtype=torch.float32)
print(x.shape)
print(x.ndim)
""",
            """\
x = torch.tensor([float(i) for i in range(1,6)])
print(x.shape, len(x.shape))
""",
            """\
x = torch.ones(5).cumsum(0)
print(x.size()); print(x.dim())
""",
            """\
x = torch.arange(1,6).float()
print(x.numel())
print(x.ndimension())
""",
            """\
x = torch.arange(1,6,dtype=torch.double)
size, ndim = x.size(), x.ndimension()
print(size, ndim)
""",
            """\
x = torch.tensor([1.,2.,3.,4.,5.])
print(torch.numel(x))
print(x.dim())
""",
            """\
x = torch.tensor([1.,2.,3.,4.,5.])
print(x.size().numel())
print(len(x.size()))
""",
            """\
x = torch.tensor([1.,2.,3.,4.,5.])
print(x)
print('Size:', list(x.size()))
print('Dim:', x.ndim)
""",
            """\
x = torch.tensor([1.,2.,3.,4.,5.])
print(str(x.size()) + ' ' + str(x.dim()) + 'D')
""",
            """\
x = torch.empty(5)
for i in range(5):
    x[i] = i + 1
print(x.shape)
print(x.dim())
""",
            """\
x = torch.tensor([1.,2.,3.,4.,5.], requires_grad=True)
print(x.size())
print(x.ndimension())
""",
            """\
x = torch.tensor([1,2,3,4,5]) * 1.0
print(x.size())
print(x.ndimension())
""",
            """\
data=[1.0,2.0,3.0,4.0,5.0]
t=torch.FloatTensor(data)
t.shape
t.ndim
""",
            """\
x = torch.tensor((1.0,2.0,3.0,4.0,5.0))
print(x.size(dim=0), x.ndimension(), sep='\\n')
""",
            """\
x = torch.tensor([1.,2.,3.,4.,5.])
s = x.shape
print(x.numpy(), s, x.ndim)
""",
            """\
x = torch.tensor([1.,2.,3.,4.,5.])
print(f'{len(x)}개, {x.dim()}차원')
""",
            """\
x = torch.tensor([1.,2.,3.,4.,5.])
n=x.nelement()
print(n, x.ndim)
""",
            """\
x = torch.tensor([1.,2.,3.,4.,5.])
print('x.size() =', x.size()); print('x.ndimension() =', x.ndimension())
""",
            """\
x = torch.tensor([1.,2.,3.,4.,5.])
print(x.shape)
print(x.ndim)
x.foo()
""",
            """\
x = torch.tensor([1.,2.,3.,4.,5.])
print(x.size())
print(x.ndimension())
exit()
""",
            """\
class A(torch.nn.Module):
    def forward(self, x):
        print(x.size(), x.dim())
        return x
A()(torch.tensor([1.,2.,3.,4.,5.]))
""",
            """\
x = torch.tensor([[1.,2.,3.,4.,5.]])
x = x.squeeze()
print(x.size())
print(x.dim())
""",
            """\
x = torch.tensor([1.,2.,3.,4.,5.])
print(x.size()[0])
print(len(x.shape))
""",
        ],
        9: [
            """\
x=torch.tensor([1,2,3,4,5])
print(x.size(),x.dim())
""",
            """\
x=torch.arange(1,6)
print(x.shape)
print(x.ndim)
""",
        ],
        7: [
            """\
x=torch.tensor([1.,2.,3.,4.,5.])
print(x.size())
""",
            """\
x=torch.tensor([1.,2.,3.,4.,5.])
print(x.dim())
""",
            """\
x=torch.tensor([1.,2.,3.])
print(x.size())
print(x.dim())
""",
            """\
x=torch.tensor([1.,2.,3.,4.,5.])
print(x.shape)
print(x.ndim_)
""",
            """\
x=torch.zeros(5)
print(x.shape)
print(x.ndim)
""",
        ],
        4: [
            "torch.tensor([1.,2.,3.,4.,5.])",
            """\
x=torch.tensor([1.,2.,3.,4.,5.])
print(x)
print('(5,)')
print('1')
""",
            "x=torch.tensor([1.,2.,3.,4.,5.])",
        ],
        0: [
            """\
x=[1.,2.,3.,4.,5.]
print(len(x))
print(1)
""",
            """\
x=np.array([1.,2.,3.,4.,5.])
print(x.shape, x.ndim)
""",
            """\
print('torch.Size([5])')
print(1)
""",
            "torch.tensor(1,2,3,4,5)",
        ],
    },
    3: {
        10: [
            """\
a = np.array([1.0,2.0,3.0])
t=torch.from_numpy(a)
b=t.numpy()
a[0]=10
print('numpy', a)
print('tensor', t)
""",
            """\
a = np.array([1.0,2.0,3.0])
t=torch.from_numpy(a)
print(t)
b=t.numpy()
print(b)
np.add(a,1,out=a)
print(a)
print(t)
""",
            """\
a = np.array([1.0,2.0,3.0])
t=torch.from_numpy(a)
b=t.numpy()
a+=1
print(f'{t}')
""",
            """\
a = np.array([1.0,2.0,3.0])
t=torch.from_numpy(a)
b=t.numpy()
a[1:]=0
t
""",
            """\
a = np.array([1.0,2.0,3.0])
t=torch.from_numpy(a)
b=t.numpy()
for i in range(3):
    a[i]*=2
print(t)
""",
            """\
a = np.array([1.0,2.0,3.0])
t=torch.from_numpy(a)
b=np.array(t)
a[:]=a*2
print(t.tolist())
""",
            """\
a = np.array([1.0,2.0,3.0])
t=torch.from_numpy(a)
b=t.numpy()
b[0]=-1
print(a,t)
""",
            """\
a = np.array([1.0,2.0,3.0])
t=torch.as_tensor(a)
b=t.numpy()
a.fill(0)
print(t)
""",
            """\
a = np.array([1.0,2.0,3.0])
t=torch.from_numpy(a)
print(t.numpy())
a[0]=4
print(t[0].item())
""",
            """\
a = np.array([1.0,2.0,3.0])
t=torch.from_numpy(a).requires_grad_()
b=t.detach().numpy()
a[0]=4
print(t)
""",
            """\
a=np.array([1,2,3],dtype=np.float64)
t=torch.from_numpy(a)
b=t.numpy()
np.multiply(a,2,a)
print(t)
""",
            """\
a=np.linspace(1,3,3)
t=torch.from_numpy(a)
b=t.numpy()
a[0]=4
print(list(t))
""",
            """\
class D:
    def __init__(self):
        self.a=np.array([1.0,2.0,3.0])
        self.t=torch.from_numpy(self.a)
d=D()
b=d.t.numpy()
d.a[0]=7
print(d.t)
""",
            """\
d={}
d['a']=np.array([1.0,2.0,3.0])
d['t']=torch.from_numpy(d['a'])
d['b']=d['t'].numpy()
d['a'][0]=9
print(d)
""",
            """\
a = np.array([1.0,2.0,3.0])
t=torch.from_numpy(a)
back=t.numpy()
a[0]=99.0
print('tensor after change:', *t)
""",
            """\
a = np.array([1.0,2.0,3.0])
t=torch.from_numpy(a)
back=t.numpy()
old=t.clone()
a[0]=99.0
print(old, '->', t)
""",
            """\
a = np.array([1.0,2.0,3.0])
t=torch.from_numpy(a)
back=t.numpy()
a[2]=3.5
print('바뀐 텐서: '+str(t))
""",
            """\
a = np.array([1.0,2.0,3.0])
t=torch.from_numpy(a)
back=t.numpy()
a.sort()
a[::-1].sort()
print(t)
""",
            """\
a = np.array([1.0,2.0,3.0])
t=torch.from_numpy(a)
back=t.numpy()
a[0]=100
print(t+0)
""",
            """\
a = np.array([1.0,2.0,3.0])
t=torch.from_numpy(a)
back=t.numpy()
a[0]=100
print(t)
raise ValueError('x')
""",
            """\
array = np.array([1.0, 2.0, 3.0])
tensor = torch.from_numpy(array)
back_to_numpy = tensor.numpy()
print("변경 전:", tensor)
array[0] = 10.0
print("변경 후 배열:", array)
print("변경 후 텐서:", tensor)
print("변경 후 back:", back_to_numpy)
""",
            """\
a = np.array([1.0,2.0,3.0])
t=torch.from_numpy(a)
n=t.numpy()
np.copyto(a,[7.,8.,9.])
print(t)
""",
            """\
a = np.array([1.0,2.0,3.0])
t=torch.from_numpy(a)
n=t.numpy()
a -= 1.5
print(f'{t[0]:.1f} {t[1]:.1f} {t[2]:.1f}')
""",
        ],
        8: [
            """\
a = np.array([1.0,2.0,3.0])
t=torch.from_numpy(a)
a[0]=5
print(t)
""",
            """\
a = np.array([1.0,2.0,3.0])
t=torch.from_numpy(a)
b=t.numpy()
a[0]=5
print(a,b)
""",
            """\
t=torch.tensor([1.,2.,3.])
a=t.numpy()
a[0]=5
print(t)
""",
        ],
        6: [
            """\
a = np.array([1.0,2.0,3.0])
t=torch.tensor(a)
b=t.numpy()
a[0]=5
print(t)
""",
            """\
a = np.array([1.0,2.0,3.0])
t=torch.from_numpy(a)
b=t.numpy()
a=a+1
print(t)
""",
            """\
a = np.array([1.0,2.0,3.0])
t=torch.from_numpy(a.copy())
b=t.numpy()
a[0]=5
print(t)
""",
            """\
a = np.array([1.0,2.0,3.0])
t=torch.from_numpy(a).clone()
b=t.numpy()
a[0]=5
print(t)
""",
            """\
a = np.array([1.0,2.0,3.0])
t=torch.from_numpy(a)
b=t.numpy()
b=b*2
print(t)
""",
        ],
        0: [
            """\
a = np.array([1.0,2.0,3.0])
b=a
b[0]=5
print(a)
""",
            """\
a=[1.,2.,3.]
print('tensor([100., 2., 3.])')
""",
        ],
    },
    4: {
        10: [
            """\
a = torch.tensor([1, 2, 3])
b = torch.tensor([4, 5, 6])
print(a+b)
print(a-b)
print(a*b)
print(3*a)
""",
            """\
a = torch.tensor([1, 2, 3])
b = torch.tensor([4, 5, 6])
print(a.add(b), a.subtract(b), a.multiply(b), a.multiply(3))
""",
            """\
a = torch.tensor([1, 2, 3])
b = torch.tensor([4, 5, 6])
print(torch.add(a,b), torch.subtract(a,b), torch.multiply(a,b), torch.mul(3,a) if False else torch.mul(a,3))
""",
            """\
a = torch.tensor([1, 2, 3])
b = torch.tensor([4, 5, 6])
(a+b, a-b, a*b, a*3)
""",
            """\
a = torch.tensor([1, 2, 3])
b = torch.tensor([4, 5, 6])
[a+b, a-b, a*b, a*3]
""",
            """\
a = torch.tensor([1, 2, 3])
b = torch.tensor([4, 5, 6])
{'합':a+b,'차':a-b,'곱':a*b,'3배':a*3}
""",
            """\
a = torch.tensor([1, 2, 3])
b = torch.tensor([4, 5, 6])
r=[]
r.append(a+b)
r.append(a-b)
r.append(a*b)
r.append(a*3)
for x in r: print(x)
""",
            """\
a = torch.tensor([1, 2, 3])
b = torch.tensor([4, 5, 6])
print(f'{a+b}, {a-b}, {a*b}, {a*3}')
""",
            """\
a = torch.tensor([1, 2, 3])
b = torch.tensor([4, 5, 6])
print((a+b).tolist(),(a-b).tolist(),(a*b).tolist(),(a*3).tolist())
""",
            """\
a = torch.tensor([1, 2, 3])
b = torch.tensor([4, 5, 6])
print((a+b).numpy(),(a-b).numpy(),(a*b).numpy(),(a*3).numpy())
""",
            """\
a = torch.tensor([1, 2, 3])
b = torch.tensor([4, 5, 6])
print(sum([a,b]))
print(b-a)
print(torch.stack([a,b]).prod(0))
print(sum([a,a,a]))
""",
            """\
a = torch.tensor([1, 2, 3])
b = torch.tensor([4, 5, 6])
import operator
for op in (operator.add, operator.sub, operator.mul):
    print(op(a,b))
print(operator.mul(a,3))
""",
            """\
a = torch.tensor([1, 2, 3])
b = torch.tensor([4, 5, 6])
ops={'sum':lambda x,y:x+y,'diff':lambda x,y:x-y,'prod':lambda x,y:x*y}
for k,f in ops.items():
    print(k,f(a,b))
print('3x',a*3)
""",
            """\
a = torch.tensor([1, 2, 3])
b = torch.tensor([4, 5, 6])
c=torch.zeros(3)
for i in range(3):
    c[i]=a[i]+b[i]
print(c)
for i in range(3):
    c[i]=a[i]-b[i]
print(c)
for i in range(3):
    c[i]=a[i]*b[i]
print(c)
for i in range(3):
    c[i]=a[i]*3
print(c)
""",
            """\
a = torch.tensor([1, 2, 3])
b = torch.tensor([4, 5, 6])
out=torch.empty(3,dtype=torch.int64)
torch.add(a,b,out=out)
print(out)
torch.sub(a,b,out=out)
print(out)
torch.mul(a,b,out=out)
print(out)
torch.mul(a,3,out=out)
print(out)
""",
            """\
a = torch.tensor([1, 2, 3])
b = torch.tensor([4, 5, 6])
print(torch.tensor([x+y for x,y in zip(a,b)]))
print(torch.tensor([x-y for x,y in zip(a,b)]))
print(torch.tensor([x*y for x,y in zip(a,b)]))
print(torch.tensor([3*x for x in a]))
""",
            """\
a = torch.tensor([1, 2, 3])
b = torch.tensor([4, 5, 6])
s=a+b
print('합:', s[0].item(), s[1].item(), s[2].item())
d=a-b
print('차:', *d.tolist())
p=a*b
print('곱:', ', '.join(str(v.item()) for v in p))
t=3*a
print('3배:', ', '.join(map(str,t.tolist())))
""",
            """\
a = torch.tensor([1, 2, 3])
b = torch.tensor([4, 5, 6])
for i,(x,y) in enumerate(zip(a,b)):
    print(i, x+y, x-y, x*y, x*3)
""",
            """\
a = torch.tensor([1, 2, 3])
b = torch.tensor([4, 5, 6])
print('a+b =', a+b, '\\na-b =', a-b, '\\na*b =', a*b, '\\n3*a =', 3*a)
""",
            """\
a = torch.Tensor([1,2,3])
b = torch.Tensor([4,5,6])
print(a+b)
print(a-b)
print(a*b)
print(a*3)
""",
            """\
a = torch.tensor([1.,2.,3.], dtype=torch.float64)
b = torch.tensor([4.,5.,6.], dtype=torch.float64)
a+b
a-b
a*b
a*3
""",
            """\
a = torch.tensor([1,2,3], dtype=torch.int8)
b = torch.tensor([4,5,6], dtype=torch.int8)
a+b
a-b
a*b
a*3
""",
            """\
a = torch.arange(1,4)
b = torch.arange(4,7)
print(a+b)
print(a-b)
print(a*b)
print(a*3)
""",
            """\
a = torch.tensor(np.array([1,2,3]))
b = torch.tensor(np.array([4,5,6]))
print(a+b)
print(a-b)
print(a*b)
print(a*3)
""",
            """\
x=[1,2,3]
y=[4,5,6]
a=torch.tensor(x)
b=torch.tensor(y)
print(a+b)
print(a-b)
print(a*b)
print(a*3)
""",
            """\
t = torch.tensor([[1,2,3],[4,5,6]])
print(t[0]+t[1])
print(t[0]-t[1])
print(t[0]*t[1])
print(t[0]*3)
""",
            """\
a,b = torch.tensor([1,2,3]),torch.tensor([4,5,6])
print(torch.vstack([a+b,a-b,a*b,a*3]))
""",
            """\
a,b = torch.tensor([1,2,3]),torch.tensor([4,5,6])
print(torch.column_stack([a+b,a-b,a*b,a*3]))
""",
            """\
a,b = torch.tensor([1,2,3]),torch.tensor([4,5,6])
print(torch.cat([a+b,a-b,a*b,a*3]))
""",
            """\
class Calc:
    def __init__(self,a,b):
        self.a=torch.tensor(a)
        self.b=torch.tensor(b)
    def run(self):
        print(self.a+self.b)
        print(self.a-self.b)
        print(self.a*self.b)
        print(self.a*3)
Calc([1,2,3],[4,5,6]).run()
""",
            """\
def main():
    t1 = torch.tensor([1,2,3])
    t2 = torch.tensor([4,5,6])
    print(t1+t2)
    print(t1-t2)
    print(t1*t2)
    print(t1*3)
main()
""",
            """\
a = torch.tensor([1, 2, 3])
b = torch.tensor([4, 5, 6])
c=a.clone(); c+=b; print(c)
c=a.clone(); c-=b; print(c)
c=a.clone(); c*=b; print(c)
c=a.clone(); c*=3; print(c)
""",
            """\
a = torch.tensor([1, 2, 3])
b = torch.tensor([4, 5, 6])
print(torch.einsum('i,i->i',a,b))
print(a.sub(b))
print(torch.sum(torch.stack((a,b)),dim=0))
print(a.mul(3))
""",
            """\
a = torch.tensor([1, 2, 3])
b = torch.tensor([4, 5, 6])
print(torch.add(a,b,alpha=1))
print(torch.add(a,b,alpha=-1))
print(torch.addcmul(torch.zeros(3,dtype=torch.int64),a,b))
print(a*torch.tensor(3))
""",
            """\
a = torch.tensor([1, 2, 3])
b = torch.tensor([4, 5, 6])
print(a+b)
print(abs(a-b))
print(a*b)
print(a*3)
""",
            """\
a = torch.tensor([1, 2, 3])
b = torch.tensor([4, 5, 6])
print(a+b)
print(a+(-b))
print(a*b)
print(a*torch.tensor([3,3,3]))
""",
            """\
a = torch.tensor([1, 2, 3])
b = torch.tensor([4, 5, 6])
with torch.no_grad():
    print(a+b)
    print(a-b)
    print(a*b)
    print(a*3)
""",
            """\
a = torch.tensor([1.,2.,3.], requires_grad=True)
b = torch.tensor([4.,5.,6.], requires_grad=True)
print(a+b)
print(a-b)
print(a*b)
print(a*3)
""",
            """\
a = torch.tensor([1, 2, 3])
b = torch.tensor([4, 5, 6])
from functools import reduce
print(reduce(lambda x,y:x+y,[a,b]))
print(reduce(lambda x,y:x-y,[a,b]))
print(reduce(lambda x,y:x*y,[a,b]))
print(reduce(lambda x,y:x+y,[a]*3))
""",
            """\
a = torch.tensor([1, 2, 3])
b = torch.tensor([4, 5, 6])
res = {}
res['add'], res['sub'] = a+b, a-b
res['mul'], res['scalar'] = a*b, 3*a
print(res)
""",
            """\
a = torch.tensor([1, 2, 3])
b = torch.tensor([4, 5, 6])
print(str(a+b)); print(repr(a-b)); print('{}'.format(a*b)); print('%s' % (a*3))
""",
            """\
a = torch.tensor([1, 2, 3])
b = torch.tensor([4, 5, 6])
print(a.float()+b.float()); print(a.float()-b.float()); print(a.float()*b.float()); print(a.float()*3.0)
""",
            """\
a = torch.tensor([1, 2, 3])
b = torch.tensor([4, 5, 6])
print((a.numpy()+b.numpy()).tolist())
print(a-b)
print(a*b)
print(a*3)
""",
            """\
a = torch.tensor([1, 2, 3])
b = torch.tensor([4, 5, 6])
x=a.numpy();y=b.numpy()
print(torch.from_numpy(x+y))
print(torch.from_numpy(x-y))
print(torch.from_numpy(x*y))
print(torch.from_numpy(x*3))
""",
            """\
a = torch.tensor([1, 2, 3])
b = torch.tensor([4, 5, 6])
print([int(x)+int(y) for x,y in zip(a,b)])
print(a-b)
print(a*b)
print(a*3)
""",
            """\
a = torch.tensor([1, 2, 3])
b = torch.tensor([4, 5, 6])
print(a+b)
print(a-b)
print(a*b)
print(a*3)
print(c)
""",
            """\
a = torch.tensor([1, 2, 3])
b = torch.tensor([4, 5, 6])
for r in (a+b,a-b,a*b,a*3):
    print(' '.join(f'{v:.1f}' for v in r.float()))
""",
            """\
import torch

tensor1 = torch.tensor([1, 2, 3])
tensor2 = torch.tensor([4, 5, 6])

sum_result = tensor1 + tensor2
print("합:", sum_result)

diff_result = tensor1 - tensor2
print("차:", diff_result)

mul_result = tensor1 * tensor2
print("원소별 곱:", mul_result)

scalar_result = tensor1 * 3
print("스칼라 곱:", scalar_result)

""",
            """\
a = torch.tensor([1, 2, 3])
b = torch.tensor([4, 5, 6])
print(torch.where(a>0, a+b, a+b))
print(a-b)
print(torch.outer(a,b).diagonal())
print(torch.repeat_interleave(a.reshape(1,3),3,0).sum(0))
""",
            """\
a = torch.tensor([1, 2, 3])
b = torch.tensor([4, 5, 6])
expected = torch.tensor([5,7,9])
assert torch.equal(a+b, expected)
print(a+b)
print(a-b)
print(a*b)
print(a*3)
""",
            """\
a = torch.tensor([1, 2, 3])
b = torch.tensor([4, 5, 6])
print(a.__add__(b), a.__sub__(b), a.__mul__(b), a.__rmul__(3))
""",
            """\
a = torch.tensor([1, 2, 3])
b = torch.tensor([4, 5, 6])
add=torch.add
print(add(a,b)); print(add(a,-b)); print(a.mul(b)); print(torch.mul(input=a, other=3))
""",
            """\
a = torch.tensor([1, 2, 3])
b = torch.tensor([4, 5, 6])
s = a + b
print(s.data)
d=a-b
print(d.detach())
p=a*b
print(p.clone())
m=3*a
print(m.to(torch.float32))
""",
            """\
a = torch.tensor([1, 2, 3])
b = torch.tensor([4, 5, 6])
import numpy as np
print(np.array(a+b), np.asarray(a-b), np.array(a*b), np.array(a*3))
""",
            """\
a = torch.tensor([1, 2, 3])
b = torch.tensor([4, 5, 6])
pairs=[(x.item(),y.item()) for x,y in zip(a,b)]
print([x+y for x,y in pairs],[x-y for x,y in pairs],[x*y for x,y in pairs],[3*x for x,y in pairs])
""",
            "a = torch.tensor([1, 2, 3]); b = torch.tensor([4, 5, 6]); print(a + b, a - b, a * b, a * 3)",
            """\
a = torch.tensor([1, 2, 3])
b = torch.tensor([4, 5, 6])
print(a+b); print(a-b); print(a*b); print(a*3); import os
""",
        ],
        2: [
            """\
a = torch.tensor([1, 2, 3])
b = torch.tensor([4, 5, 6])
print(5,7,9); print(-3,-3,-3); print(4,10,18); print(3,6,9)
""",
            """\
a = torch.tensor([1, 2, 3])
b = torch.tensor([4, 5, 6])
print(a)
print(b)
print('5 7 9'); print('-3 -3 -3'); print('4 10 18'); print('3 6 9')
""",
            """\
a = torch.tensor([1, 2, 3])
b = torch.tensor([4, 5, 6])

""",
            """\
a = torch.tensor([1, 2, 3])
b = torch.tensor([4, 5, 6])
x=a.tolist();y=b.tolist()
print([5,7,9],[-3,-3,-3],[4,10,18],[3,6,9])
""",
            """\
a = torch.tensor([1, 2, 3])
b = torch.tensor([4, 5, 6])
r=torch.tensor([[5,7,9],[-3,-3,-3],[4,10,18],[3,6,9]])
print(r)
""",
            """\
a = torch.tensor([1, 2, 3])
b = torch.tensor([4, 5, 6])
print(torch.tensor([5,7,9])+0)
print(torch.full((3,),-3))
print(torch.tensor([4,10,18])*1)
print(torch.arange(3,10,3))
""",
        ],
        8: [
            """\
a = torch.tensor([1, 2, 3])
b = torch.tensor([4, 5, 6])
print(a+b)
print(a-b)
print(a@b)
print(a*3)
""",
            """\
a = torch.tensor([1, 2, 3])
b = torch.tensor([4, 5, 6])
print(a+b)
print(a-b)
print(a*b)
print(b*3)
""",
            """\
a = torch.tensor([1, 2, 3])
b = torch.tensor([4, 5, 6])
print(a+b)
print(a-b)
print(a*b)
""",
            """\
a = torch.tensor([1, 2, 3])
b = torch.tensor([4, 5, 6])
print(a+b)
print(a-b)
print(a*b)
print(a+3)
""",
            """\
a = torch.tensor([1, 2, 3])
b = torch.tensor([4, 5, 6])
print(a+b)
print(a/b)
print(a*b)
print(a*3)
""",
            """\
a = torch.tensor([1, 2, 3])
b = torch.tensor([4, 5, 6])
print(torch.cat([a,b]))
print(a-b)
print(a*b)
print(a*3)
""",
            """\
a = torch.tensor([1, 2, 3])
b = torch.tensor([4, 5, 6])
print(a.sum()+b.sum())
print(a-b)
print(a*b)
print(a*3)
""",
        ],
        9: [
            """\
a = torch.tensor([1, 2, 3])
b = torch.tensor([4, 5, 6])
s=a+b
print(a-b)
print(a*b)
print(a*3)
""",
        ],
        6: [
            """\
a = torch.tensor([1, 2, 3])
b = torch.tensor([4, 5, 6])
print(a+b)
print(a-b)
print(a.dot(b))
print(a*4)
""",
        ],
        0: [
            """\
a=[1,2,3]
b=[4,5,6]
print(a+b)
print(3*a)
""",
            "print('tensor([5, 7, 9])')",
            """\
a=np.array([1,2,3]);b=np.array([4,5,6])
print(a+b,a-b,a*b,3*a)
""",
        ],
    },
}
