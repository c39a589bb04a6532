def describe(tensor):
    print('Size:', tensor.size())
    print('Dimension:', tensor.ndimension())


describe(torch.tensor([1.0, 2.0, 3.0, 4.0, 5.0], dtype=torch.float64))
