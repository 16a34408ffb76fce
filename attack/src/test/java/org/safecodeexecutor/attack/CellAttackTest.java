package org.safecodeexecutor.attack;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.TestFactory;

class CellAttackTest extends EngineAttacks {
  /// All of them take minutes; `sce attack` runs all.
  private static final int EVERY = 4;

  @Override
  String engine() {
    return "cell";
  }

  @TestFactory
  Stream<DynamicTest> attackWorksWhereNothingDefends() {
    Control control = new Control(target(), baits());
    List<Attack> all = Catalogue.all();
    return IntStream.iterate(0, i -> i < all.size(), i -> i + EVERY)
        .mapToObj(all::get)
        .filter(attack -> !attack.control().startsWith("none"))
        .map(attack ->
            DynamicTest.dynamicTest(
                attack.id(), () -> assertThat(control.of(attack)).isEqualTo(Control.WORKS)))
        .onClose(control::close);
  }
}
