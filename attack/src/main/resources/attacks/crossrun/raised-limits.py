# Changes limits for whoever runs next.
# source: isolate 2026-08: a limit survived into the next run
# control: none it needs a service that uses a process twice
# kind: sequence
import os
import resource

mask = os.umask(0o22)
odd = resource.getrlimit(resource.RLIMIT_NOFILE)[0] <= 8 or mask == 0o777 or os.nice(0) == 19
print("limits:", "ALLOWED (those of the run before)" if odd else "refused (fresh)")

# === first
import os
import resource

resource.setrlimit(resource.RLIMIT_NOFILE, (8, 8))
os.umask(0o777)
os.nice(19)
