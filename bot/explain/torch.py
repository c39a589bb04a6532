"""What PyTorch (2.13) and NumPy say to beginners, as patterns of the fixed parts of their messages."""

from bot.explain.rule import Rule, rule

RULES: tuple[Rule, ...] = (
    # gradients
    rule("integer_gradient", r"[Oo]nly Tensors of floating point (and complex )?dtype can require gradients"),
    rule("backward_twice", r"Trying to backward through the graph a second time"),
    rule("not_scalar", r"grad can be implicitly created only for scalar outputs"),
    rule("no_graph", r"does not require grad and does not have a grad_fn"),
    rule("leaf_in_place", r"a (view of a )?leaf Variable that requires grad"),
    rule("overwritten", r"modified by an inplace operation"),
    rule("numpy_of_grad", r"Can't call numpy\(\) on Tensor that requires grad"),
    rule(
        "grad_is_none",
        r"'NoneType' object has no attribute '(?P<name>zero_|clone|item|shape|numpy|detach|sum|mean)'",
    ),
    rule("number_backward", r"'(?P<type>float|int)' object has no attribute 'backward'"),
    # shapes
    rule(
        "matmul_shapes",
        r"mat1 and mat2 shapes cannot be multiplied \((?P<a>\d+)x(?P<b>\d+) and (?P<c>\d+)x(?P<d>\d+)\)",
    ),
    rule(
        "matvec_shapes",
        r"size mismatch, got input \((?P<a>\d+)\), mat \((?P<b>\d+x\d+)\), vec \((?P<c>\d+)\)",
    ),
    rule("not_matrix", r"(self|mat2) must be a matrix"),
    rule(
        "sizes_differ",
        r"size of tensor a \((?P<a>\d+)\) must match the size of tensor b \((?P<b>\d+)\)",
    ),
    rule(
        "numpy_shapes",
        r"operands could not be broadcast together with shapes (?P<a>\([\d, ]*\)) (?P<b>\([\d, ]*\))",
    ),
    rule("dot_1d", r"1D tensors expected, but got (?P<a>\d+)D and (?P<b>\d+)D"),
    rule("dot_lengths", r"inconsistent tensor size, expected tensor \[(?P<a>\d+)\] and src \[(?P<b>\d+)\]"),
    rule("reshape", r"shape '(?P<shape>\[[-\d, ]*\])' is invalid for input of size (?P<size>\d+)"),
    rule("ragged", r"expected sequence of length (?P<a>\d+) at dim (?P<dim>\d+) \(got (?P<b>\d+)\)"),
    rule(
        "target_size",
        r"Target size \((?P<a>.+?)\) must be the same as input size \((?P<b>.+?)\)",
        "ValueError",
    ),
    rule(
        "index_range",
        r"index (?P<index>-?\d+) is out of bounds for (dimension|axis) (?P<dim>\d+) with size (?P<size>\d+)",
    ),
    rule("too_many_indices", r"too many indices for (tensor of dimension (?P<dim>\d+)|array)"),
    rule("scalar_index", r"invalid index of a 0-dim tensor"),
    rule("scalar_loop", r"iteration over a 0-d tensor"),
    rule("scalar_len", r"len\(\) of a 0-d tensor"),
    # dtypes
    rule("dot_dtype", r"dot : expected both vectors to have same dtype, but found (?P<a>\w+) and (?P<b>\w+)"),
    rule("matmul_dtype", r"expected m1 and m2 to have the same dtype, but got: (?P<a>.+?) != (?P<b>.+)"),
    rule("result_type", r"result type (?P<a>\w+) can't be cast to the desired output type (?P<b>\w+)"),
    rule(
        "mean_of_integers",
        r"(mean|std|var)\w*\(\).*(Input dtype must be|could not infer output dtype|only support floating)",
    ),
    rule("dtypes_differ", r"(?P<a>\w+) did not match (?P<b>\w+)", "RuntimeError"),
    rule("uniform_integers", r"\"check_uniform_bounds\" not implemented for '(?P<type>\w+)'"),
    rule("normal_integers", r"\"normal_kernel_cpu\" not implemented for '(?P<type>\w+)'"),
    rule("caret_power", r"\"bitwise_xor_\w+\" not implemented|unsupported operand type\(s\) for \^"),
    rule("probabilities", r"all elements of (input|target) should be between 0 and 1"),
    # one value or many
    rule("item_of_many", r"a Tensor with (?P<count>\d+) elements cannot be converted to Scalar"),
    rule(
        "only_one_element",
        r"only (one element tensors|0-dimensional arrays|(length|size)-1 arrays|integer tensors of a)",
    ),
    rule("truth_of_many", r"Boolean value of Tensor with (more than one|no) value"),
    rule("truth_of_array", r"truth value of an (empty )?array"),
    # making tensors
    rule("tensor_of_many", r"\btensor\(\) takes 1 positional argument but (?P<count>\d+) were given"),
    rule("legacy_arguments", r"new\(\) received an invalid combination of arguments"),
    rule("from_numpy_list", r"expected np\.ndarray \(got (?P<type>\w+)\)"),
    rule("negative_stride", r"At least one stride in the given numpy array is negative|negative strides"),
    rule("randint_size", r"randint\(\)(: argument 'size'| received an invalid combination)"),
    rule("random_sizes", r"\b(?P<name>rand|randn|zeros|ones|empty)\(\) received an invalid combination"),
    rule("not_a_tensor", r"argument '\w+' (\(position \d+\) )?must be Tensor, not (?P<type>[\w.]+)"),
    rule("wrong_arguments", r"(?P<name>\w+)\(\) received an invalid combination of arguments"),
    rule("no_cuda", r"Torch not compiled with CUDA enabled|Found no NVIDIA driver|No CUDA GPUs"),
    rule("two_devices", r"Expected all tensors to be on the same device|is not on the expected device"),
    # attributes and calls
    rule("attribute_called", r"'torch\.(?P<type>Size|dtype|device)' object is not callable"),
    rule("tensor_called", r"'Tensor' object is not callable"),
    rule(
        "method_not_called",
        r"'(builtin_function_or_method|method|function|_MethodBase)' object is not subscriptable",
    ),
    rule("module_called", r"'module' object is not callable"),
    rule("torch_attribute", r"module 'torch' has no attribute '(?P<name>\w+)'"),
    rule("tensor_attribute", r"'Tensor' object has no attribute '(?P<name>\w+)'"),
)
