package com.smipay.support.kit.http;

import com.smipay.support.kit.db.DatabaseUnavailableException;
import io.helidon.http.HttpException;
import io.helidon.http.RequestException;
import io.helidon.http.Status;
import io.helidon.webserver.http.HttpFeature;
import io.helidon.webserver.http.HttpRouting;
import io.helidon.webserver.http.ServerRequest;
import io.helidon.webserver.http.ServerResponse;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// Turns whatever a handler threw into the error shape. Nothing that a client sent ends in a 500, and no answer carries
/// a stack trace (`decisions.md` 2).
public final class ErrorFeature implements HttpFeature {
    private static final Logger LOG = LoggerFactory.getLogger(ErrorFeature.class);

    @Override
    public void setup(HttpRouting.Builder routing) {
        routing.error(Problem.class, (req, res, problem) -> Responses.refuse(res, problem));
        routing.error(DatabaseUnavailableException.class, (req, res, e) -> {
            LOG.warn("Answered 503: the database is away");
            Responses.refuse(res, Problem.unavailable());
        });
        routing.error(HttpException.class, (req, res, e) -> Responses.refuse(res, problemOf(e)));
        routing.error(RequestException.class, (req, res, e) -> Responses.refuse(res, StatusProblems.of(e.status())));
        routing.error(Throwable.class, ErrorFeature::unexpected);
    }

    private static Problem problemOf(HttpException e) {
        return StatusProblems.of(e.status());
    }

    private static void unexpected(ServerRequest req, ServerResponse res, Throwable thrown) {
        // The message of a foreign exception may quote what a user wrote: the class and the places are enough to find
        // it.
        LOG.error("Answered 500 to {} because of {}", req.prologue().method(), Faults.describe(thrown));
        Responses.refuse(
                res,
                Problem.of(
                        Status.INTERNAL_SERVER_ERROR_500, "INTERNAL_ERROR", "Something went wrong, please try again"));
    }
}
