package org.safecodeexecutor.image;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class PackageListTest {
  @Test
  void readsNameArchitectureAndVersion() {
    String status =
        """
        Package: zlib1g
        Version: 1:1.2.13.dfsg-1
        Architecture: amd64
        Description: compression
         Version: 9 is only text here
        Status: install ok installed

        Package: dash
        Architecture: amd64
        Version: 0.5.12-2

        """;

    assertThat(PackageList.parse(status))
        .containsExactly("dash:amd64=0.5.12-2", "zlib1g:amd64=1:1.2.13.dfsg-1");
  }

  @Test
  void anEmptyListHasNoPackages() {
    assertThat(PackageList.parse("")).isEmpty();
  }
}
