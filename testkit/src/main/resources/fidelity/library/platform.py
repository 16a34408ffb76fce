import platform

print(platform.system(), platform.machine(), platform.python_build(), platform.freedesktop_os_release()["ID"], platform.node())
