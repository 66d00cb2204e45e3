package com.smipay.support.kit.peer;

/// What became of a call to a peer.
public sealed interface PeerAnswer {
    /// It answered, be it with a refusal.
    ///
    /// @param body empty where there was none
    @SuppressWarnings("ArrayRecordComponent") // Never compared; a copy of each would only cost.
    record Answered(int status, byte[] body) implements PeerAnswer {
        public boolean isSuccess() {
            return status >= 200 && status < 300;
        }
    }

    /// It did not answer in time, or more than an answer may be, or is being left alone, or answered that it can't
    /// (502, 503, 504). It may have done what was asked.
    ///
    /// @param reason for logs; no word of the data
    record Away(String reason) implements PeerAnswer {}
}
