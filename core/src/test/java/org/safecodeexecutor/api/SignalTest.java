package org.safecodeexecutor.api;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class SignalTest {
  @ParameterizedTest
  @CsvSource({
    "1, SIGHUP",
    "6, SIGABRT",
    "9, SIGKILL",
    "11, SIGSEGV",
    "15, SIGTERM",
    "24, SIGXCPU",
    "31, SIGSYS",
    "34, SIGRTMIN+0",
    "64, SIGRTMIN+30",
    "0, SIG0",
    "32, SIG32",
    "65, SIG65"
  })
  void symbolIsTheUsualName(int number, String symbol) {
    assertThat(new Signal(number).symbol()).isEqualTo(symbol);
  }
}
