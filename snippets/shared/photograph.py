"""The photograph that most figures show: Grace Hopper, which Matplotlib brings along.

A shown block loads the photograph itself, so that a reader can run it alone. All other code takes it from here.
"""

import matplotlib.pyplot as plt
import numpy as np
from matplotlib.cbook import get_sample_data

PHOTO = plt.imread(get_sample_data("grace_hopper.jpg", asfileobj=False)).mean(axis=2)  # grey, 0 to 255
FACE_PLACE = np.s_[136:308, 178:350]  # rows and columns of the face
FACE = PHOTO[FACE_PLACE]
