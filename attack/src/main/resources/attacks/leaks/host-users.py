# Learns the host's users.
# source: passwd(5)
# control: none a host in a container may have no users but root
import pwd

people = [entry.pw_name for entry in pwd.getpwall() if entry.pw_shell.endswith(("bash", "zsh", "/sh")) and entry.pw_uid != 1000]
homes = [entry.pw_dir for entry in pwd.getpwall() if entry.pw_uid > 1000 and entry.pw_uid < 60000]
print("people:", f"ALLOWED ({people + homes})" if homes or "root" in people and len(people) > 1 else "refused (none)")
