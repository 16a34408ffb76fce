import getpass, os, pwd

for f in (os.getlogin, getpass.getuser, lambda: pwd.getpwuid(os.getuid())):
    try:
        print(f())
    except Exception as e:
        print(type(e), e)
