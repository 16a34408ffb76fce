# Allows itself core dumps, which the host's kernel writes where the host says.
# source: core(5), CVE-2022-24126
# control: host
import resource

from attempts import attempt


def allow():
    try:
        resource.setrlimit(resource.RLIMIT_CORE, (1, 1))
    except ValueError as e:
        raise PermissionError(1, str(e)) from e


attempt("raise RLIMIT_CORE", allow)
