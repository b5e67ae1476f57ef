package pilothouse.apiextensions.conversion;

import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

/// Posts to a conversion webhook. Its whole answer is bounded in time and size.
final class Webhook {
  /// Source: `?timeout=30s` in upstream's messages.
  static final Duration TIMEOUT = Duration.ofSeconds(30);

  /// Of an answer, which is held whole: forty of the largest objects.
  static final int MOST_BYTES = 64 << 20;

  private final Client client;
  private final Duration timeout;
  private final int mostBytes;

  /// Gives the client that trusts the webhook's certificates.
  @FunctionalInterface
  interface Client {
    HttpClient of(Target target) throws WebhookFailure;
  }

  Webhook(Client client, Duration timeout, int mostBytes) {
    this.client = client;
    this.timeout = timeout;
    this.mostBytes = mostBytes;
  }

  /// @throws WebhookFailure in upstream's words
  byte[] post(Target webhook, byte[] review) throws WebhookFailure {
    var request =
        HttpRequest.newBuilder(URI.create(timed(webhook.dialed(), timeout)))
            .header("Content-Type", "application/json")
            .header("Accept", "application/json, */*")
            .POST(HttpRequest.BodyPublishers.ofByteArray(review))
            .build();
    var limited = BodyHandlers.limiting(BodyHandlers.ofByteArray(), mostBytes);
    return WebhookAnswer.content(await(client.of(webhook).sendAsync(request, limited), webhook));
  }

  /// As a webhook of a definition is called.
  static String called(URI url) {
    return timed(url, TIMEOUT);
  }

  private static String timed(URI url, Duration timeout) {
    return url + "?timeout=" + timeout.toSeconds() + "s";
  }

  /// Waits for head and body alike: a webhook that never ends its answer is given up on.
  private HttpResponse<byte[]> await(CompletableFuture<HttpResponse<byte[]>> answer, Target webhook)
      throws WebhookFailure {
    String post = "Post \"" + timed(webhook.called(), timeout) + "\": ";
    try {
      return answer.get(timeout.toMillis(), TimeUnit.MILLISECONDS);
    } catch (TimeoutException _) {
      answer.cancel(true);
      throw new WebhookFailure(post + "context deadline exceeded");
    } catch (ExecutionException e) {
      throw new WebhookFailure(post + GoNetworkWords.of(webhook.dialed(), e.getCause()));
    } catch (InterruptedException _) {
      answer.cancel(true);
      Thread.currentThread().interrupt();
      throw new WebhookFailure(post + "context canceled");
    }
  }
}
