# Makes timers, each with memory of the kernel.
# source: timer_create(2)
# control: host
# not applicable gvisor: timers of gVisor's kernel are memory of the sandbox, which is limited
import ctypes

libc = ctypes.CDLL(None, use_errno=True)
made = ctypes.c_void_p()
count = 0
while count < 3000 and libc.timer_create(1, None, ctypes.byref(made)) == 0:
    count += 1
print("timers:", f"{'ALLOWED' if count > 1000 else 'refused'} ({count})")
