package com.smipay.support.faults.load;

import com.fasterxml.jackson.databind.JsonNode;

/// @param status 0 where the answer was lost: no connection, cut in the middle, or too late
public record Answer(int status, JsonNode json) {
    public static final int LOST = 0;

    private static final int SUCCESS = 2;
    private static final int HUNDRED = 100;

    public boolean isSuccess() {
        return status / HUNDRED == SUCCESS;
    }

    public JsonNode data() {
        return json.path("data");
    }
}
