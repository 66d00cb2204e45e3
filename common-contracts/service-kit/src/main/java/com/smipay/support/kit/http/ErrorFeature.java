package com.smipay.support.kit.http;

import com.smipay.support.contracts.http.Headers;
import com.smipay.support.kit.db.DatabaseUnavailableException;
import com.smipay.support.kit.failure.RedactedTrace;
import com.smipay.support.kit.failure.UnavailableException;
import com.smipay.support.kit.telemetry.Correlation;
import com.smipay.support.kit.telemetry.RefusalMeter;
import io.helidon.http.HeaderName;
import io.helidon.http.HeaderNames;
import io.helidon.http.HeaderValues;
import io.helidon.http.HttpException;
import io.helidon.http.RequestException;
import io.helidon.http.Status;
import io.helidon.webserver.http.HttpFeature;
import io.helidon.webserver.http.HttpRouting;
import io.helidon.webserver.http.ServerRequest;
import io.helidon.webserver.http.ServerResponse;
import java.time.Duration;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.slf4j.event.Level;

/// Turns whatever a handler threw into the error shape. Nothing that a client sent ends in a 500, and no answer
/// carries a stack trace (`decisions.md` 2).
public final class ErrorFeature implements HttpFeature {
    private static final Logger LOG = LoggerFactory.getLogger(ErrorFeature.class);
    private static final HeaderName REQUEST_ID = HeaderNames.create(Headers.REQUEST_ID);

    /// An outage is worth a line, not one for each request.
    private final RateLimitedLog outages = new RateLimitedLog(Duration.ofSeconds(1));

    @Override
    public void setup(HttpRouting.Builder routing) {
        routing.error(Problem.class, ErrorFeature::refuse);
        routing.error(DatabaseUnavailableException.class, (req, res, e) -> {
            LOG.atLevel(outages.isDue() ? Level.WARN : Level.DEBUG).log("Answered 503: the database is away");
            refuse(req, res, Problem.unavailable());
        });
        routing.error(UnavailableException.class, (req, res, e) -> {
            LOG.debug("Answered 503: {}", e.getMessage());
            refuse(req, res, Problem.unavailable());
        });
        routing.error(HttpException.class, (req, res, e) -> refuse(req, res, StatusProblems.of(e.status())));
        routing.error(RequestException.class, (req, res, e) -> {
            refuse(req, res, StatusProblems.of(e.status()), !e.keepAlive());
        });
        routing.error(Throwable.class, ErrorFeature::unexpected);
    }

    /// The server has thrown away every header that was set before the throw.
    static void refuse(ServerRequest req, ServerResponse res, Problem problem) {
        refuse(req, res, problem, false);
    }

    private static void refuse(ServerRequest req, ServerResponse res, Problem problem, boolean isLast) {
        if (isLast) {
            res.header(HeaderValues.CONNECTION_CLOSE);
        }
        req.context().get(CorsFilter.Granted.class).ifPresent(granted -> granted.writeTo(res));
        req.context().get(RequestLimitGuard.Told.class).ifPresent(told -> told.writeTo(res));
        RefusalMeter.count(problem.code());
        res.header(REQUEST_ID, Correlation.current().requestId());
        Responses.refuse(res, problem);
    }

    private static void unexpected(ServerRequest req, ServerResponse res, Throwable thrown) {
        // The message of a foreign exception may quote what a user wrote: the class and the places are enough to find
        // it.
        LOG.error("Answered 500 to {} because of {}", req.prologue().method(), RedactedTrace.of(thrown));
        refuse(
                req,
                res,
                Problem.of(
                        Status.INTERNAL_SERVER_ERROR_500, "INTERNAL_ERROR", "Something went wrong, please try again"));
    }
}
