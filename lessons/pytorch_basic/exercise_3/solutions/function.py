def main():
    array = np.array([1.0, 2.0, 3.0])
    tensor = torch.from_numpy(array)
    again = tensor.numpy()
    array.fill(7)
    print('array', array)
    print('tensor', tensor)
    print('again', again)


main()
