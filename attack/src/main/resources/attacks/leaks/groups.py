# Looks for groups that it was left in.
# source: history 18 (isolate 2.5: a group that was not dropped)
# control: host
import os

groups = set(os.getgroups()) | set(os.getresgid()) | set(os.getresuid())
print("groups:", f"ALLOWED ({groups})" if 0 in groups or len(set(os.getgroups())) > 1 else f"refused ({groups})")
