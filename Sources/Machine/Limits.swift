/// Bounds of what the machine is asked for, each with its reason.
public enum Limits {
    /// Threads for blocking calls: one writer and a few readers; more only contend for two cores and one disk.
    public static let blockingThreads = 8
    /// Calls that may run or wait: beyond this an answer would come too late to be of use.
    public static let blockingQueueDepthMax = 1024
}
