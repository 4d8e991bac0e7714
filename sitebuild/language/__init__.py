"""What depends on there being two languages: twins, spelling, terms, the words of the interface, digits, the search.

How a result is drawn or set into a page does not belong here.
"""
