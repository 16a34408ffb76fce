package org.safecodeexecutor.bench;

/// Something measured that no rival has.
record Promise(String name, double value, String unit, double goal) {}
