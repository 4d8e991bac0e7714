"""What every other room needs: where things are, how errors are told, how sources are read, how results are kept.

Here belongs what knows nothing of a page's content, of a language or of the finished site.
"""
