# Makes the working directory and the root unusable for the next run.
# source: go-judge: os.chmod('.', 0) broke every later run
# control: host
import os

from attempts import attempt

attempt("chmod .", lambda: os.chmod(".", 0o700))
attempt("chmod /", lambda: os.chmod("/", os.stat("/").st_mode & 0o7777))
