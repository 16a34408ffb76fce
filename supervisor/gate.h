/* Descriptors between a supervisor and the interpreter that it has started ahead; high, so that they displace no other. */
#ifndef SCE_GATE_H
#define SCE_GATE_H
/* GATE_READY: one byte when the interpreter waits; GATE_WORD: u32, big-endian, the limit of open files, to let it go on. */
enum { GATE_WORD = 198, GATE_READY = 199 };
#define GATE "/.sce/gate.so"
#endif
