using System.Runtime.InteropServices;
using FcGen.Runtime;

namespace FcGen.Tests.Numerics;

/// <summary>Work in parts is done once, by as many threads as are allowed, whatever happens in it.</summary>
public sealed class ThreadTeamTests
{
    private const int Rounds = 2000;

    [Theory]
    [InlineData(1, 1)]
    [InlineData(1, 4)]
    [InlineData(7, 2)]
    [InlineData(7, 3)]
    [InlineData(100, 8)]
    public void Every_part_is_done_once_before_Run_returns(int parts, int threads)
    {
        for (int round = 0; round < Rounds; round++)
        {
            var counts = new int[parts];
            Run(counts, part => counts[part]++, threads);
            Assert.All(counts, count => Assert.Equal(1, count));
        }
    }

    [Fact]
    public void No_parts_are_no_work() => Run([], _ => Assert.Fail("There is no part."), threads: 3);

    [Fact]
    public void Many_threads_have_teams_at_once()
    {
        var wrong = new int[8];
        Thread[] threads = [.. Enumerable.Range(0, wrong.Length).Select(t => new Thread(() =>
        {
            for (int round = 0; round < 2000; round++)
            {
                var counts = new int[9];
                Run(counts, part => counts[part]++, threads: 2 + (round % 3));
                wrong[t] += counts.Count(count => count != 1);
            }
        }))];
        foreach (Thread thread in threads)
        {
            thread.Start();
        }

        foreach (Thread thread in threads)
        {
            thread.Join();
        }

        Assert.All(wrong, count => Assert.Equal(0, count));
    }

    [Fact]
    public void No_more_threads_work_than_allowed_also_after_more_were()
    {
        for (int round = 0; round < 200; round++)
        {
            foreach (int allowed in new[] { 8, 2, 1, 3 })
            {
                int working = 0;
                int most = 0;
                Run(new int[16], _ =>
                {
                    int now = Interlocked.Increment(ref working);
                    InterlockedMax(ref most, now);
                    Thread.SpinWait(20);
                    Interlocked.Decrement(ref working);
                }, allowed);
                Assert.InRange(most, 1, allowed);
            }
        }
    }

    [Fact]
    public void Other_threads_do_help() => OnTwoThreads(() => { });

    [Fact]
    public void Other_threads_still_help_after_much_work_with_changing_limits()
    {
        // More teams than processors, so that helpers are held up anywhere.
        Exception?[] failures = new Exception?[4];
        Thread[] threads = [.. Enumerable.Range(0, failures.Length).Select(t => new Thread(() =>
        {
            for (int round = 0; round < 50_000; round++)
            {
                Run(new int[4], _ => { }, threads: 1 + (round % 4));
            }

            failures[t] = Record.Exception(() => OnTwoThreads(() => { }));
        }))];
        Array.ForEach(threads, thread => thread.Start());
        Array.ForEach(threads, thread => thread.Join());
        Assert.All(failures, Assert.Null);
    }

    [Fact]
    public void An_exception_comes_out_after_all_parts_are_done_and_the_team_goes_on()
    {
        for (int round = 0; round < 500; round++)
        {
            int done = 0;
            var exception = Assert.Throws<FormatException>(() => Run(new int[10], part =>
            {
                Interlocked.Increment(ref done);
                if (part == round % 10)
                {
                    throw new FormatException("part");
                }
            }, threads: 3));
            Assert.Equal(10, done);
            Assert.Equal("part", exception.Message);

            var counts = new int[4];
            Run(counts, part => counts[part]++, threads: 3);
            Assert.Equal([1, 1, 1, 1], counts);
        }
    }

    [Fact]
    public void Work_within_work_is_done_too()
    {
        var counts = new int[6 * 5];
        Run(new int[6], outer => Run(new int[5], inner => Interlocked.Increment(ref counts[(outer * 5) + inner]), threads: 2), threads: 2);
        Assert.All(counts, count => Assert.Equal(1, count));
    }

    [Fact]
    public void Work_within_work_stays_on_the_thread_that_calls_also_on_that_of_a_helper() => OnTwoThreads(() =>
    {
        // Time enough for the pool to give more threads, if it is asked.
        int caller = Environment.CurrentManagedThreadId;
        var ids = new int[100];
        Run(ids, part =>
        {
            Thread.Sleep(10);
            ids[part] = Environment.CurrentManagedThreadId;
        }, threads: 4);
        Assert.All(ids, id => Assert.Equal(caller, id));
    });

    [Fact]
    public void More_parts_than_can_be_numbered_are_refused() =>
        Assert.Throws<ArgumentOutOfRangeException>(() => ThreadTeam.Run(default(Parts), ThreadTeam.MostParts + 1, threads: 2));

    /// <summary>Work of two parts, each of which waits until another thread has begun the other one.</summary>
    private static void OnTwoThreads(Action action)
    {
        var ids = new HashSet<int>();
        Run(new int[2], _ =>
        {
            lock (ids)
            {
                ids.Add(Environment.CurrentManagedThreadId);
            }

            Assert.True(SpinWait.SpinUntil(() => Locked(ids) == 2, TimeSpan.FromSeconds(15)), "No other thread came.");
            action();
        }, threads: 2);
        Assert.Equal(2, ids.Count);
    }

    private static int Locked(HashSet<int> ids)
    {
        lock (ids)
        {
            return ids.Count;
        }
    }

    private static void InterlockedMax(ref int target, int value)
    {
        for (int seen = Volatile.Read(ref target); seen < value;)
        {
            int before = Interlocked.CompareExchange(ref target, value, seen);
            if (before == seen)
            {
                return;
            }

            seen = before;
        }
    }

    private static void Run(int[] parts, Action<int> action, int threads)
    {
        using var handle = new GCHandle<Action<int>>(action);
        ThreadTeam.Run(new Parts(handle), parts.Length, threads);
    }

    private readonly struct Parts(GCHandle<Action<int>> action) : IParts
    {
        public void Run(int part) => action.Target(part);
    }
}
