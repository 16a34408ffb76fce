import cmd


class C(cmd.Cmd):
    def do_hello(self, line):
        print("hello", line)

    def do_EOF(self, line):
        return True


C().cmdloop()
