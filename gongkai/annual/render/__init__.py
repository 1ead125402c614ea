"""The annual report on paper, in files and on the page, in each statutory edition."""
