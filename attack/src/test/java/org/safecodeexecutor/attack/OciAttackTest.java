package org.safecodeexecutor.attack;

class OciAttackTest extends EngineAttacks {
  @Override
  String engine() {
    return "oci";
  }
}
