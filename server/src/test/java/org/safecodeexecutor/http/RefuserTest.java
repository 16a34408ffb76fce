package org.safecodeexecutor.http;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static org.assertj.core.api.Assertions.assertThat;

import java.nio.ByteBuffer;
import org.eclipse.jetty.http.HttpCompliance;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.safecodeexecutor.http.rules.Entrance;

class RefuserTest {
  private static final String HEADERS = "Host: localhost\r\nContent-Length: 4\r\n";
  private static final String REQUEST = "POST /run HTTP/1.1\r\n" + HEADERS + "\r\nbody";

  private final Refuser refuser =
      new Refuser(new Entrance(new FakeSandboxes()), "1.2.3.4", 8192, HttpCompliance.RFC9110);

  private static ByteBuffer bytes(String text) {
    return ByteBuffer.wrap(text.getBytes(ISO_8859_1));
  }

  private String answer() {
    return ISO_8859_1.decode(refuser.answer()).toString();
  }

  @Test
  void eachRequestIsTakenAndNoMore() {
    ByteBuffer bytes = bytes(REQUEST + REQUEST.replace("/run", "/run?details=1") + "POST");

    assertThat(refuser.takes(bytes)).isTrue();
    assertThat(refuser.isWhole()).isTrue();
    String first = answer();
    assertThat(refuser.takes(bytes)).isTrue();
    String second = answer();

    assertThat(first).startsWith("HTTP/1.1 503 Service Unavailable\r\n").endsWith("}");
    assertThat(second).hasSameSizeAs(first).isNotEqualTo(first);
    assertThat(refuser.takes(bytes)).isFalse();
    assertThat(bytes.remaining()).isEqualTo(4);
  }

  @Test
  void bodyMayComeLater() {
    assertThat(refuser.takes(bytes(REQUEST.replace("dy", "")))).isTrue();
    assertThat(refuser.isWhole()).isFalse();
    assertThat(refuser.isInRequest()).isTrue();

    ByteBuffer rest = bytes("dy" + REQUEST);
    assertThat(refuser.takes(rest)).isTrue();
    assertThat(refuser.isWhole()).isTrue();
    assertThat(rest.remaining()).isEqualTo(REQUEST.length());
  }

  @Test
  void lastRequestOfAConnectionIsAnsweredAsTheLast() {
    assertThat(refuser.takes(bytes(REQUEST.replace("Host", "Connection: close\r\nHost")))).isTrue();
    assertThat(refuser.isLast()).isTrue();
    assertThat(answer()).contains("\r\nConnection: close\r\n");
    assertThat(refuser.isLast()).isFalse();
  }

  @Test
  void emptyBodyIsABody() {
    assertThat(refuser.takes(bytes("POST /run HTTP/1.1\r\nHost: a\r\nContent-Length: 0\r\n\r\n")))
        .isTrue();
    assertThat(refuser.isWhole()).isTrue();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "GET /run HTTP/1.1\r\nHost: a\r\n\r\n",
        "GET /run HTTP/1.1\r\nHost: a\r\nContent-Length: 4\r\n\r\nbody",
        "POST /runs HTTP/1.1\r\nHost: a\r\nContent-Length: 4\r\n\r\nbody",
        "POST /healthz HTTP/1.1\r\nHost: a\r\nContent-Length: 4\r\n\r\nbody",
        "POST http://a/run HTTP/1.1\r\nHost: a\r\nContent-Length: 4\r\n\r\nbody",
        "POST /run HTTP/1.0\r\nHost: a\r\nContent-Length: 4\r\n\r\nbody",
        "POST /run HTTP/1.1\r\nHost: a\r\n\r\n",
        "POST /run HTTP/1.1\r\nHost: a\r\nContent-Length: 4",
        "POST /run HTTP/1.1\r\nHost: a\r\nContent-Length: 9000\r\n\r\nbody",
        "POST /run HTTP/1.1\r\nHost: a\r\nTransfer-Encoding: chunked\r\n\r\n0\r\n\r\n",
        "POST /run HTTP/1.1\r\nHost: a\r\nExpect: 100-continue\r\nContent-Length: 4\r\n\r\nbody",
        "POST /run HTTP/1.1\r\nHost: a\r\nConnection: upgrade\r\nContent-Length: 4\r\n\r\nbody",
        "\r\n"
      })
  void otherThingsAreLeftUntouchedAndTheNextIsTaken(String other) {
    ByteBuffer bytes = bytes(other);

    assertThat(refuser.takes(bytes)).isFalse();
    assertThat(bytes.remaining()).isEqualTo(other.length());

    assertThat(refuser.takes(bytes(REQUEST))).isTrue();
    assertThat(refuser.isWhole()).isTrue();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "POST /run HTTP/1.1\r\nHost: a\r\nContent-Length: -4\r\n\r\nbody",
        "POST /run HTTP/1.1\r\nHost: a\r\nContent-Length: 4, 5\r\n\r\nbody",
        "POST /run HTTP/1.1\r\nHost: a\r\nContent-Length: 4\r\nContent-Length: 5\r\n\r\nbody",
        "POST /run HTTP/1.1\r\nHost: a\r\nContent-Length: 4\r\nTransfer-Encoding: chunked\r\n\r\n0\r\n\r\n",
        "POST /run HTTP/1.1\r\nHost: a\r\nHost: b\r\nContent-Length: 4\r\n\r\nbody",
        "POST /run HTTP/1.1\r\nHost: a\r\n Content-Length: 4\r\n\r\nbody",
        "POST /run HTTP/1.1\r\nContent-Length: 4\r\n\r\nbody",
        "\u0000\u0001 /run HTTP/1.1\r\n\r\n"
      })
  void wrongThingsAreLeftUntouchedAndSoIsWhatFollows(String wrong) {
    ByteBuffer bytes = bytes(wrong);

    assertThat(refuser.takes(bytes)).isFalse();
    assertThat(bytes.remaining()).isEqualTo(wrong.length());

    assertThat(refuser.takes(bytes(REQUEST))).isFalse();
  }
}
