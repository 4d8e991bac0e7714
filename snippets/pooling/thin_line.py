"""A thin dark line, which the maximum loses and the mean only fades."""

# --8<-- [start:line]
import numpy as np

page = np.full((4, 6), 9)
page[:, 3] = 0  # one dark column

windows = page.reshape(2, 2, 3, 2)
print(windows.max(axis=(1, 3)))
#> [[9 9 9]
#>  [9 9 9]]
print(windows.mean(axis=(1, 3)))
#> [[9.  4.5 9. ]
#>  [9.  4.5 9. ]]
# --8<-- [end:line]
