/* How a supervisor starts an interpreter ahead, and lets it go on: its side of gate.c. */
#ifndef SCE_GATE_H
#define SCE_GATE_H
#include <stdint.h>

/* GATE_READY: 'r' when the interpreter waits; GATE_WORD: u32, big-endian, the limit of open files, to let it go on;
   GATE_LIBRARY: gate.so itself, where its file cannot be reached. High numbers, so that they displace no other descriptor. */
enum { GATE_LIBRARY = 197, GATE_WORD = 198, GATE_READY = 199 };

struct gate {
  int word[2], ready[2];
};

/* Returns 0, or -1 with errno set. */
int make_gate(struct gate *gate);

/* In the child, before it executes the interpreter. Returns 0, or -1 with errno set. */
int stand_at(const struct gate *gate);

/* Waits for the interpreter. Returns 0, or -1 if it ended instead, as one does that this library cannot be loaded into. */
int await_waiting(struct gate *gate);

/* Lets the interpreter open its script. Returns 0, or -1 with errno set. */
int open_gate(struct gate *gate, uint32_t open_files);

/* Whether two command lines are the same. */
int same_words(char **one, char **other);
#endif
