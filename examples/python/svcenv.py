"""Python bindings for libsvcenv. Uses only ctypes.

    with Snapshot(open("services.json", "rb").read()) as snapshot, Policy(b"links: minimal\n") as policy:
        answer = review(snapshot, policy, request)

Loads the library from the path in SVCENV_LIBRARY, or else as the dynamic linker finds it.
"""

import ctypes
import json
import os

OK, INVALID, NO_MEMORY, INTERNAL = range(4)


class Error(Exception):
    """The input is invalid. The message says where, and how to fix it."""


def _load():
    library = ctypes.CDLL(os.environ.get("SVCENV_LIBRARY", "libsvcenv.so.1"))
    text, size = ctypes.c_char_p, ctypes.c_size_t
    # Not c_char_p: ctypes would convert it to bytes and lose the pointer to free.
    out_text, out_size = ctypes.POINTER(ctypes.c_void_p), ctypes.POINTER(size)
    handle, out_handle = ctypes.c_void_p, ctypes.POINTER(ctypes.c_void_p)
    signatures = {
        "svcenv_batch": [text, size, out_text, out_size],
        "svcenv_snapshot_new": [text, size, text, out_handle, out_text, out_size],
        "svcenv_policy_new": [text, size, out_handle, out_text, out_size],
        "svcenv_review": [handle, handle, text, size, out_text, out_size],
        "svcenv_review_http": [
            handle, handle, text, size, ctypes.c_uint, ctypes.POINTER(ctypes.c_int), out_text, out_size,
        ],
    }
    for name, arguments in signatures.items():
        getattr(library, name).argtypes = arguments
        getattr(library, name).restype = ctypes.c_int
    library.svcenv_free.argtypes = [handle]
    library.svcenv_free.restype = None
    library.svcenv_version.argtypes = []
    library.svcenv_version.restype = text
    return library


_library = _load()


def _call(function, *arguments):
    """Calls function with output pointers after the arguments. Returns the output as bytes."""
    text, length = ctypes.c_void_p(), ctypes.c_size_t()
    status = function(*arguments, ctypes.byref(text), ctypes.byref(length))
    try:
        got = ctypes.string_at(text, length.value) if text else b""
    finally:
        _library.svcenv_free(text)
    if status == NO_MEMORY:
        raise MemoryError("libsvcenv")
    if status != OK:
        raise Error(got.decode("utf-8", "replace"))
    return got


def _bytes(text):
    return text.encode() if isinstance(text, str) else text


class _Handle:
    def __init__(self, make, *arguments):
        self._handle = ctypes.c_void_p()
        _call(make, *arguments, ctypes.byref(self._handle))

    def close(self):
        _library.svcenv_free(self._handle)
        self._handle = ctypes.c_void_p()

    def __enter__(self):
        return self

    def __exit__(self, *unused):
        self.close()

    def __del__(self):
        if getattr(self, "_handle", None):
            self.close()


class Snapshot(_Handle):
    """The objects of a cluster that a webhook knows, as JSON or YAML."""

    def __init__(self, objects, kube_version=None):
        objects = _bytes(objects)
        version = kube_version.encode() if kube_version else None
        super().__init__(_library.svcenv_snapshot_new, objects, len(objects), version)


class Policy(_Handle):
    """The policy of an admission webhook. See docs/admission.md."""

    def __init__(self, text=""):
        text = _bytes(text)
        super().__init__(_library.svcenv_policy_new, text, len(text))


def version():
    return _library.svcenv_version().decode()


def batch(request):
    """Answers a request of `svcenv batch`. Takes and returns a dict."""
    text = json.dumps(request).encode()
    return json.loads(_call(_library.svcenv_batch, text, len(text)))


def review(snapshot, policy, request):
    """Answers an AdmissionReview. Takes the bytes of the request and returns those of the response."""
    request = _bytes(request)
    return _call(_library.svcenv_review, snapshot._handle, policy._handle, request, len(request))


def review_http(snapshot, policy, request, stale=False):
    """Answers like review. Returns the HTTP status of the response, 200 or 400, and its bytes.

    With stale, services may have changed since the snapshot: nothing is denied, and links that
    `minimal` would turn off stay on.
    """
    request = _bytes(request)
    status = ctypes.c_int()
    answer = _call(
        _library.svcenv_review_http, snapshot._handle, policy._handle, request, len(request),
        1 if stale else 0, ctypes.byref(status),
    )
    return status.value, answer
