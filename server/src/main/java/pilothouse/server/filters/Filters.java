package pilothouse.server.filters;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.function.BooleanSupplier;
import java.util.regex.Pattern;
import pilothouse.server.authn.Authenticator;
import pilothouse.server.authz.Authorizer;
import pilothouse.server.http.Filter;

/// What every request goes through, in running order.
///
/// Those that add headers come first, so that refusals carry them too; [ErrorsToStatus] stands outside all that throw.
///
/// @param observers see every call with its [pilothouse.server.http.RequestInfo] and its answer: metrics, and the log where it is asked for
/// @param complete whether every path is served yet
/// @param hsts `--strict-transport-security-directives`
/// @param origins `--cors-allowed-origins`
/// @param timeout `--request-timeout`
/// @param anonymous `--anonymous-auth`
public record Filters(
    StatusResponses responses,
    List<Filter> observers,
    BooleanSupplier complete,
    List<String> hsts,
    List<Pattern> origins,
    Duration timeout,
    Timeouts timeouts,
    Authenticator authenticator,
    boolean anonymous,
    Authorizer authorizer,
    MaxInFlight maxInFlight) {

  public List<Filter> inOrder() {
    var filters = new ArrayList<Filter>();
    filters.add(new AuditId());
    if (!hsts.isEmpty()) filters.add(new Hsts(hsts));
    filters.add(new WarningHeaders());
    filters.add(new ErrorsToStatus(responses));
    filters.add(new RequestInfos());
    filters.add(new CacheControl());
    filters.addAll(observers);
    filters.add(new ErrorsToStatus(responses)); // so that observers see answers, never exceptions
    filters.add(new StartingUp(complete));
    filters.add(new Deadlines(timeout));
    filters.add(timeouts);
    if (!origins.isEmpty()) filters.add(new Cors(origins));
    filters.add(new Authentication(authenticator, anonymous));
    filters.add(new Impersonation(authorizer, responses));
    filters.add(maxInFlight);
    filters.add(new Authorization(authorizer, responses));
    return filters;
  }
}
