"""To port: the order of the axes of weights, and of what is flattened before a linear layer."""

# --8<-- [start:imports]
import numpy as np

# --8<-- [end:imports]

# --8<-- [start:weights]
hwio = np.arange(2 * 4 * 2 * 3).reshape(2, 4, 2, 3)  # Keras
oihw = hwio.transpose(3, 2, 0, 1)  # PyTorch, JAX, ONNX
print(oihw.shape, oihw[2, 1, 0, 3] == hwio[0, 3, 1, 2])
#> (3, 2, 2, 4) True

depthwise = np.arange(3 * 5 * 4 * 2).reshape(3, 5, 4, 2)  # Keras
h, w, c, m = depthwise.shape
grouped = depthwise.transpose(2, 3, 0, 1).reshape(c * m, 1, h, w)
print(grouped.shape)  # PyTorch and ONNX, groups=4
#> (8, 1, 3, 5)

upwards = np.zeros((3, 3, 16, 32))  # Keras, Conv2DTranspose: H, W, O, I
print(upwards.transpose(3, 2, 0, 1).shape)  # PyTorch: I, O, H, W
#> (32, 16, 3, 3)
# --8<-- [end:weights]

# --8<-- [start:flatten]
chw = np.array([[[1, 2], [3, 4]], [[10, 20], [30, 40]]])  # two channels
hwc = chw.transpose(1, 2, 0)
print(chw.ravel())  # PyTorch, ONNX
#> [ 1  2  3  4 10 20 30 40]
print(hwc.ravel())  # Keras
#> [ 1 10  2 20  3 30  4 40]

c, h, w = chw.shape
dense = np.arange(8 * 3).reshape(8, 3)  # Keras: one row for each input
linear = dense.reshape(h, w, c, 3).transpose(3, 2, 0, 1).reshape(3, -1)
print(np.array_equal(hwc.ravel() @ dense, linear @ chw.ravel()))
#> True
# --8<-- [end:flatten]
