# Becomes root, takes capabilities back, raises hard limits, makes a set-user-id file.
# source: credentials(7)
# control: host
# program: isolation/privileges
