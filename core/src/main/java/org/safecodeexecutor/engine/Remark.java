package org.safecodeexecutor.engine;

/// What an operator should know of whatever makes the sandboxes.
///
/// @param name what it is about
/// @param found what was found, in a few words
/// @param advice what to do about it; empty when all is well
public record Remark(String name, String found, String advice) {}
