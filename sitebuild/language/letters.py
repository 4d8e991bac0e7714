"""The Persian alphabet and digits, for whatever has to recognise or write them."""

ALPHABET = "آابپتثجچحخدذرزژسشصضطظعغفقکگلمنوهی"  # in the order of a dictionary, which is not that of the code points
MARKS = "\u064b-\u0652\u0654"  # vowel signs and the sign of the ezafe, as a range for a regular expression
LETTER = f"{ALPHABET}ءئؤأإ{MARKS}"  # whatever a word may hold, for the inside of [ ]
ZWNJ = "\u200c"  # the half space: joins the parts of one word without joining their letters
DIGITS = str.maketrans("0123456789", "۰۱۲۳۴۵۶۷۸۹")
