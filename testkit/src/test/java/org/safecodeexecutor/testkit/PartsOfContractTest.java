package org.safecodeexecutor.testkit;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/// Two engines are held to the whole contract always. The others are made of what these are made
/// of, and are held to it in two parts: what only they can break, always; the rest with
/// `-Dcontract=all`.
class PartsOfContractTest {
  @ParameterizedTest
  @MethodSource("parts")
  void twoPartsAreTheWholeContract(Class<?> always, Class<?> rest) {
    List<Class<?>> concerns =
        Stream.of(always, rest)
            .flatMap(part -> Stream.of(part.getInterfaces()))
            .filter(concern -> !concern.equals(SomeOutcomes.class))
            .toList();
    assertThat(concerns).containsExactlyInAnyOrder(EngineContract.class.getInterfaces());
    assertThat(rest.getSuperclass()).isEqualTo(always.getSuperclass());
  }

  @ParameterizedTest
  @MethodSource("parts")
  void onlyTheSecondPartIsLeftOut(Class<?> always, Class<?> rest) {
    assertThat(always.isAnnotationPresent(Tag.class)).isFalse();
    assertThat(rest.getAnnotation(Tag.class).value()).isEqualTo("rest");
  }

  static Stream<Arguments> parts() {
    return Stream.of(
        Arguments.of(CellFreshContractTest.class, CellFreshRestOfContractTest.class),
        Arguments.of(OciRunscContractTest.class, OciRunscRestOfContractTest.class),
        Arguments.of(DockerEngineContractTest.class, DockerRestOfContractTest.class),
        Arguments.of(DockerRunscContractTest.class, DockerRunscRestOfContractTest.class));
  }
}
