using Lle.Deploy.Posix;

namespace Lle.Deploy.Tests.Support;

/// <summary>Somebody who may not read everything.</summary>
internal static class Stranger
{
    private const uint User = 65534;

    /// <summary>Of all threads one alone does the work, with fewer rights.</summary>
    public static T Do<T>(Func<T> work)
    {
        if (Accounts.CurrentUser != 0)
        {
            Assert.Inconclusive("Only root may become another user.");
        }

        T? result = default;
        Exception? failure = null;
        var thread = new Thread(() =>
        {
            var groups = ThreadCredentials.Assume(User, User)!;
            try
            {
                result = work();
            }
            catch (Exception exception)
            {
                failure = exception;
            }
            finally
            {
                ThreadCredentials.Restore(groups);
            }
        });
        thread.Start();
        thread.Join();
        return failure is null ? result! : throw new AssertFailedException(failure.Message, failure);
    }
}
