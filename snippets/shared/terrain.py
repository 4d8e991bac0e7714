"""Mountains seen from above: the heights of a piece of land, which Matplotlib brings along.

A shown block loads the heights itself, so that a reader can run it alone. All other code takes them from here.
"""

import numpy as np
from matplotlib.cbook import get_sample_data

HEIGHTS = np.load(get_sample_data("jacksboro_fault_dem.npz", asfileobj=False))["elevation"].astype(float)  # metres
