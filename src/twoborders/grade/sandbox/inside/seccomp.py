"""The system calls of which a notebook has no need and a hostile one has: the kernel refuses them.

What namespaces and limits leave open: the keys that the kernel keeps for a user are not in any namespace; memory that
belongs to no process is not in its limits; and within a new namespace of users there is power again. See the manual
page seccomp(2), from which the constants are, and syscalls(2).
"""

import ctypes
import errno
import platform
import struct

from twoborders.grade.sandbox.inside import namespaces

_REFUSED = {
    # name: number on x86_64, on aarch64
    "add_key": (248, 217),  # keys, such as a ticket of Kerberos, and a place to leave notes for another submission
    "request_key": (249, 218),
    "keyctl": (250, 219),
    "memfd_create": (319, 279),  # memory that no process shows and no limit counts
    "memfd_secret": (447, 447),
    "shmget": (29, 194),
    "msgget": (68, 186),
    "vmsplice": (278, 75),
    "unshare": (272, 97),  # new namespaces
    "setns": (308, 268),
    "clone3": (435, 435),  # its flags cannot be seen here; the C library then takes clone
    "bpf": (321, 280),  # large parts of the kernel in which holes were found again and again
    "perf_event_open": (298, 241),
    "userfaultfd": (323, 282),
    "io_uring_setup": (425, 425),
}
_LOAD, _IS, _IS_AT_LEAST, _HAS_BIT, _RETURN = 0x20, 0x15, 0x35, 0x45, 0x06
_NUMBER, _PROCESSOR, _FIRST_ARGUMENT, _SECOND_ARGUMENT = 0, 4, 16, 24
_REFUSED_WITH = {
    # name: the numbers, where the argument lies, and what it must not be
    "clone": ((56, 220), _FIRST_ARGUMENT, _HAS_BIT, namespaces.NEW_USER),
    "fcntl": ((72, 25), _SECOND_ARGUMENT, _IS, 1024),  # a lease on a file: who opens it to write must wait
}
_PROCESSORS = {"x86_64": (0xC000_003E, 0), "aarch64": (0xC000_00B7, 1)}
"""The kernel's name for the processor, and the place of its numbers."""
_OTHER_NUMBERING = 0x4000_0000
_ALLOW, _FAIL_WITH = 0x7FFF_0000, 0x0005_0000
_SET_FILTER, _FILTER = 22, 2


def refuse() -> None:
    """Let the kernel refuse these calls to this process and its children, for good, as calls that it does not know.

    On a processor whose numbers are not known here, nothing is refused. Raises OSError where the kernel has no filters.
    """
    if platform.machine() not in _PROCESSORS:
        return
    namespaces.gain_no_privileges()
    program = _program(*_PROCESSORS[platform.machine()])
    kept = ctypes.create_string_buffer(program, len(program))
    header = ctypes.create_string_buffer(struct.pack("HxxxxxxQ", len(program) // 8, ctypes.addressof(kept)))
    namespaces.call("prctl", _SET_FILTER, ctypes.c_ulong(_FILTER), header, ctypes.c_ulong(0), ctypes.c_ulong(0))


def _program(processor: int, place: int) -> bytes:
    """The filter, in the kernel's small language: each step is a code, two jumps (if so, if not) and a number."""
    refused = (_RETURN, 0, 0, _FAIL_WITH | errno.ENOSYS)
    steps = [
        (_LOAD, 0, 0, _PROCESSOR),
        (_IS, 1, 0, processor),
        refused,  # a call in the way of another processor, which numbers them in another way
        (_LOAD, 0, 0, _NUMBER),
        (_IS_AT_LEAST, 0, 1, _OTHER_NUMBERING),
        refused,
    ]
    for numbers in _REFUSED.values():
        steps += [(_IS, 0, 1, numbers[place]), refused]
    allowed = (_RETURN, 0, 0, _ALLOW)
    for numbers, argument, test, value in _REFUSED_WITH.values():
        steps += [(_IS, 0, 4, numbers[place]), (_LOAD, 0, 0, argument), (test, 0, 1, value), refused, allowed]
    steps.append(allowed)
    return b"".join(struct.pack("HBBI", *step) for step in steps)
