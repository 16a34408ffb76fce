import signal, subprocess

signal.signal(signal.SIGUSR1, signal.SIG_IGN)
print(subprocess.run(["grep", "SigIgn", "/proc/self/status"], capture_output=True).stdout)
print(subprocess.run(["grep", "SigIgn", "/proc/self/status"], capture_output=True, restore_signals=False).stdout)
