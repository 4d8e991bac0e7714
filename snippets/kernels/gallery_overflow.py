"""What goes wrong when results leave the range of eight bits."""

# --8<-- [start:imports]
import numpy as np

# --8<-- [end:imports]

# --8<-- [start:clip]
result = np.array([-40.0, 0.0, 128.6, 255.0, 300.0])

print(result.astype(int).astype(np.uint8))
#> [216   0 128 255  44]
print(np.clip(result, 0, 255).round().astype(np.uint8))
#> [  0   0 129 255 255]
# --8<-- [end:clip]
