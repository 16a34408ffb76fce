# Writes segment descriptors.
# source: CVE-2015-5157; modify_ldt(2)
# control: host
import ctypes

from attempts import attempt, call

attempt("modify_ldt", lambda: call(154, 0, ctypes.create_string_buffer(64), 64))
