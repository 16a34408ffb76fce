raise ValueError("line 1\nline 2 \udcff \0 \x1b[31m")
