package org.safecodeexecutor.e2e;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;

import com.microsoft.playwright.Browser;
import com.microsoft.playwright.BrowserType;
import com.microsoft.playwright.Page;
import com.microsoft.playwright.Playwright;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;
import org.assertj.core.api.Assertions;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.safecodeexecutor.api.Sandboxes;
import org.safecodeexecutor.http.HttpService;
import org.safecodeexecutor.http.ServerConfig;
import org.safecodeexecutor.testkit.TestHost;

/// The web page in a real browser, with real sandboxes behind it.
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class WebPageTest {
  private static final Path CHROMIUM = Path.of("/usr/bin/chromium");
  private static final List<String> QUIET =
      List.of(
          "--no-sandbox",
          "--disable-gpu",
          "--disable-quic",
          "--no-first-run",
          "--disable-background-networking",
          "--disable-component-update",
          "--disable-sync");

  private final List<String> complaints = new ArrayList<>();
  private Sandboxes sandboxes;
  private HttpService service;
  private Playwright playwright;
  private Browser browser;
  private Page page;

  @BeforeAll
  void start() {
    requireBrowser();
    sandboxes = TestHost.open(TestHost.config());
    service = HttpService.start(ServerConfig.DEFAULT.withAddress("127.0.0.1", 0), sandboxes);
    playwright =
        Playwright.create(
            new Playwright.CreateOptions().setEnv(Map.of("PLAYWRIGHT_SKIP_BROWSER_DOWNLOAD", "1")));
    browser =
        playwright
            .chromium()
            .launch(
                new BrowserType.LaunchOptions()
                    .setExecutablePath(CHROMIUM)
                    .setHeadless(true)
                    .setArgs(QUIET));
  }

  private static void requireBrowser() {
    if (!TestHost.isRequired()) {
      Assumptions.assumeTrue(Files.isExecutable(CHROMIUM), "no " + CHROMIUM);
    }
  }

  @AfterAll
  void stop() {
    if (playwright != null) {
      playwright.close();
    }
    if (service != null) {
      service.close();
    }
    if (sandboxes != null) {
      sandboxes.close();
    }
  }

  @BeforeEach
  void open() {
    page = browser.newPage();
    page.onConsoleMessage(message -> complaints.add(message.text()));
    page.onPageError(complaints::add);
    page.navigate("http://127.0.0.1:" + service.port() + "/");
  }

  @AfterEach
  void close() {
    page.close();
    // a refused run is an answer with an error status, which the browser itself reports
    complaints.removeIf(complaint -> complaint.startsWith("Failed to load resource"));
    Assertions.assertThat(complaints).isEmpty();
  }

  @Test
  void runShowsTheOutput() {
    run("print(2 + 2)");

    assertThat(page.locator("#stdout")).hasText("4");
    assertThat(page.locator("#outcome")).hasText("Finished");
    assertThat(page.locator("#time")).hasText(Pattern.compile("[0-9]+ ms"));
    assertThat(page.locator("#stderr-block")).isHidden();
  }

  @Test
  void controlAndEnterRun() {
    page.getByLabel("Python", exactly()).fill("print('by key')");
    page.getByLabel("Python", exactly()).press("Control+Enter");

    assertThat(page.locator("#stdout")).hasText("by key");
  }

  @Test
  void inputIsPassedOn() {
    page.getByText("Input", new Page.GetByTextOptions().setExact(true)).click();
    page.locator("#stdin").fill("Ada");
    run("print('Hello, ' + input())");

    assertThat(page.locator("#stdout")).hasText("Hello, Ada");
  }

  @Test
  void failureShowsItsErrorsAndExitCode() {
    run("print('before')\n1 / 0");

    assertThat(page.locator("#outcome")).hasText("Execution failed: exit code 1");
    assertThat(page.locator("#stdout")).hasText("before");
    assertThat(page.locator("#stderr")).containsText("ZeroDivisionError");
  }

  @Test
  void refusedCodeShowsTheReason() {
    run("#".repeat(5001));

    assertThat(page.locator("#outcome")).hasText("Code too long (5000 chars max)");
    assertThat(page.locator("#stdout-block")).isHidden();
  }

  @Test
  void htmlInOutputIsShownAsText() {
    String html = "<img src=x onerror=\"document.title='owned'\"><script>1</script>";
    run("print(r'''" + html + "''')");

    assertThat(page.locator("#stdout")).hasText(html);
    assertThat(page.locator("#result img, #result script")).hasCount(0);
    assertThat(page).hasTitle("Safe Code Executor");
  }

  private void run(String code) {
    page.getByLabel("Python", exactly()).fill(code);
    page.getByText("Run", new Page.GetByTextOptions().setExact(true)).click();
  }

  private static Page.GetByLabelOptions exactly() {
    return new Page.GetByLabelOptions().setExact(true);
  }
}
