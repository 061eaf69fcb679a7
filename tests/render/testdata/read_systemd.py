"""Writes the variables of an EnvironmentFile as systemd reads them: NAME=value, a NUL byte after each.

Calls the functions of exec_context_load_environment (src/core/execute.c) in systemd's own library.
"""

import ctypes
import glob
import os
import sys

library = ctypes.CDLL(sorted(glob.glob("/usr/lib/systemd/libsystemd-shared-*.so")
                             + glob.glob("/usr/lib/*/systemd/libsystemd-shared-*.so"))[-1])
library.strv_env_clean_with_callback.restype = ctypes.POINTER(ctypes.c_char_p)
library.strv_env_clean_with_callback.argtypes = [ctypes.c_void_p, ctypes.c_void_p, ctypes.c_void_p]

variables = ctypes.c_void_p()
failed = library.load_env_file(None, os.fsencode(sys.argv[1]), ctypes.byref(variables))
if failed < 0:
    sys.exit(os.strerror(-failed))
records = library.strv_env_clean_with_callback(variables, None, None)
i = 0
while records[i] is not None:
    sys.stdout.buffer.write(records[i] + b"\0")
    i += 1
