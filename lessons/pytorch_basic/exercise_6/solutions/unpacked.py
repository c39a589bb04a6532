p = torch.tensor([3.0, 5.0], requires_grad=True)
u, v = p
(v * (u**2 + 4)).backward()
du, dv = p.grad.tolist()
print(f'{du:.1f} {dv:.1f}')
