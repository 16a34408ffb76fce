import subprocess

print("a", flush=True)
subprocess.run(["echo", "b"])
print("c")
subprocess.run(["echo", "d"])
