package pilothouse.server.filters;

import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import pilothouse.api.ApiException;
import pilothouse.api.Status;
import pilothouse.server.http.Call;
import pilothouse.server.http.Filter;
import pilothouse.server.http.Handler;
import pilothouse.server.http.Response;
import pilothouse.storage.StoreException;

/// The one place where a failure becomes an answer. What is neither an [ApiException] nor the store's is a mistake of ours: logged, and told to the client as upstream tells a panic.
public final class ErrorsToStatus implements Filter {
  private static final Logger LOG = System.getLogger("pilothouse.http");

  private final StatusResponses responses;

  public ErrorsToStatus(StatusResponses responses) {
    this.responses = responses;
  }

  @Override
  public Response apply(Call call, Handler next) {
    try {
      return next.handle(call);
    } catch (ApiException failure) {
      return answer(call, failure.status());
    } catch (StoreException failure) {
      LOG.log(Level.WARNING, call.method() + " " + call.target() + ": " + failure.getMessage());
      return answer(call, StoreFailures.status(failure));
    } catch (Response.ClientGone gone) {
      throw gone;
    } catch (RuntimeException | StackOverflowError | AssertionError mistake) {
      LOG.log(Level.ERROR, call.method() + " " + call.target() + " failed", mistake);
      return PlainText.error(
          500, "This request caused apiserver to panic. Look in the logs for details.");
    }
  }

  private Response answer(Call call, Status status) {
    Response response = responses.of(call, status);
    int wait = status.details().map(Status.Details::retryAfterSeconds).orElse(0);
    boolean told = wait <= 0 || response.headers().has("Retry-After");
    return told ? response : response.with("Retry-After", Integer.toString(wait));
  }
}
