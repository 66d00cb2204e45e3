package com.smipay.support.kit.threads;

/// Threads for what a service does all its life beside its requests. The system's own, not virtual ones: these begin
/// with the service and load hundreds of classes, and a virtual thread that waits for a class keeps its carrier. Two
/// cores have two carriers; with both kept so, whoever held what they waited for never ran again, and the service
/// answered nobody (ADR 0041).
public final class BackgroundThreads {
    private BackgroundThreads() {}

    /// Starts it. It does not keep the process alive.
    public static Thread start(String name, Runnable task) {
        Thread thread = of(name, task);
        thread.start();
        return thread;
    }

    /// One that is started later.
    public static Thread of(String name, Runnable task) {
        return Thread.ofPlatform().daemon().name(name).unstarted(task);
    }
}
