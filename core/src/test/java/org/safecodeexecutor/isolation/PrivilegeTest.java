package org.safecodeexecutor.isolation;

import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.safecodeexecutor.api.DependencyUnavailable;

class PrivilegeTest {
  private static final List<String> HOST = List.of("         0          0 4294967295");
  private static final int FIRST = 1_900_000_000;

  @Test
  void rootOfTheHostMayMakeSandboxes() {
    assertThatCode(() -> Privilege.require("root", HOST, FIRST)).doesNotThrowAnyException();
  }

  @Test
  void ordinaryUserIsToldWhatToDo() {
    assertThatThrownBy(() -> Privilege.require("ada", HOST, FIRST))
        .isInstanceOf(DependencyUnavailable.class)
        .hasMessageContaining("as root")
        .hasMessageContaining("; use sudo")
        .hasMessageContaining("./rootless")
        .hasMessageContaining("--engine docker");
  }

  @Test
  void rootOfAUserNamespaceWithoutTheIdsIsToldSo() {
    for (String line : List.of("0 1000 1", "0 100000 65536", "0 0 1900065535")) {
      assertThatThrownBy(() -> Privilege.require("root", List.of(line), FIRST))
          .isInstanceOf(DependencyUnavailable.class)
          .hasMessageContaining("no user ids 1900000000 to 1900065535");
    }
  }

  @Test
  void idsOfAnyPartOfTheMappingWillDo() {
    List<String> mapping = List.of("0 1000 1", "1900000000 500000 65536");
    assertThatCode(() -> Privilege.require("root", mapping, FIRST)).doesNotThrowAnyException();
  }
}
