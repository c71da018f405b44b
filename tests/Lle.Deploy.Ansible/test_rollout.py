"""One host of a roll-out, with a connection that is lost at each of its calls and answers that are cut at each byte."""
import os
import unittest

from fakes import Clock, Connection, Machine, sha256

from ansible_collections.lle.deploy.plugins.plugin_utils.conversation import Lost, kebab, words
from ansible_collections.lle.deploy.plugins.plugin_utils.failures import Failures
from ansible_collections.lle.deploy.plugins.plugin_utils.rollout import Rollout, reason


class OneHost(unittest.TestCase):
    def setUp(self):
        self.machine = Machine()
        self.addCleanup(self.machine.close)

    def roll_out(self, connection, **request):
        clock = Clock()
        return Rollout(connection, self.machine.request(**request), clock=clock, sleep=clock.sleep).run()

    def test_a_deployment_takes_two_round_trips_and_sends_program_and_bundle_once(self):
        first = self.roll_out(Connection(self.machine))
        second = self.roll_out(Connection(self.machine), run="release-2")

        self.assertEqual("SUCCESS", first["status"], first)
        self.assertEqual("20260102_030405", first["id"])
        self.assertEqual((2, os.path.getsize(self.machine.program) + os.path.getsize(self.machine.bundle)),
                         (first["round_trips"], first["sent_bytes"]))
        self.assertEqual((2, 0), (second["round_trips"], second["sent_bytes"]))
        self.assertEqual(2, len(self.machine.done()))

    def test_options_reach_the_program_as_they_are(self):
        self.roll_out(Connection(self.machine), options={"LleInstallPrefix": "/opt/it's $HOME", "LleForce": True})

        self.assertIn("--install-prefix=/opt/it's $HOME", self.machine.done()[0])
        self.assertIn("--force=true", self.machine.done()[0])

    def test_a_connection_that_is_lost_while_a_host_deploys_ends_in_one_deployment(self):
        for moment in ("before", "after"):
            # The first call only looks; whoever does not answer it is not waited for.
            with self.subTest(moment=moment):
                with_files = self.machine.directory + moment
                answer = self.roll_out(Connection(self.machine, **{moment: [1]}), run=moment, directory=with_files)

                self.assertEqual("SUCCESS", answer["status"], answer)
                self.assertEqual(1, answer["reconnects"])
                with open(os.path.join(with_files, "done.log"), encoding="utf-8") as log:
                    self.assertEqual(1, len(log.readlines()))

    def test_a_host_that_is_not_there_at_first_is_unreachable_and_is_not_waited_for(self):
        answer = self.roll_out(Connection(self.machine, before=[0]))

        self.assertEqual(("UNREACHABLE", False, 0), (answer["status"], answer["reached"], answer["reconnects"]))
        self.assertIn("Connection refused", answer["msg"])

    def test_a_host_that_stays_away_is_lost_when_patience_ends(self):
        answer = self.roll_out(Connection(self.machine, before=range(1, 1000)), patience=20)

        self.assertEqual(("LOST", True, 20), (answer["status"], answer["reached"], answer["reconnects"]))

    def test_patience_begins_when_the_connection_is_lost_however_long_a_host_was_at_work_before(self):
        clock = Clock()

        class Slow(Connection):
            def run(self, command, data):
                clock.sleep(300 if len(self.calls) == 1 else 0)
                return super().run(command, data)

        connection = Slow(self.machine, before=range(2, 12), after=[1])
        answer = Rollout(connection, self.machine.request(patience=20), clock=clock, sleep=clock.sleep).run()

        self.assertEqual(("SUCCESS", 11), (answer["status"], answer["reconnects"]), answer)
        self.assertEqual(1, len(self.machine.done()))

    def test_a_host_that_is_lost_whenever_it_begins_is_given_up(self):
        class Ends(Connection):
            def run(self, command, data):
                answer = super().run(command, data)
                if b"fleet-run" in data:
                    raise Lost("Connection reset by peer")
                return answer

        answer = self.roll_out(Ends(self.machine), patience=20)

        self.assertEqual(("LOST", 20), (answer["status"], answer["reconnects"]))

    def test_an_answer_that_is_cut_at_any_byte_is_asked_for_again(self):
        whole = self.length_of_answer(1)
        for length in range(0, whole, 1):
            with self.subTest(length=length):
                connection = Connection(self.machine, cut=(1, length))
                answer = self.roll_out(connection, run="cut")

                self.assertEqual(("SUCCESS", 1), (answer["status"], answer["reconnects"]), answer)
        self.assertEqual(1, len([line for line in self.machine.done() if "--fleet-run=cut" in line]))

    def length_of_answer(self, call):
        class Measured(Connection):
            lengths = []

            def run(self, command, data):
                found = super().run(command, data)
                self.lengths.append(len(found[1].encode()))
                return found

        measured = Measured(self.machine)
        self.roll_out(measured, run="measured")
        return measured.lengths[call]

    def test_an_archive_that_is_cut_at_any_block_ends_in_one_deployment(self):
        class Cut(Connection):
            length = 0

            def run(self, command, data):
                if "tar " in command and not self.resets:
                    super().run(command, data[:self.length])
                    raise Lost("Connection reset by peer")
                return super().run(command, data)

        whole = os.path.getsize(self.machine.program) + os.path.getsize(self.machine.bundle) + 8192
        for length in range(0, whole, 512):
            with self.subTest(length=length):
                connection = Cut(self.machine)
                connection.length = length
                directory = f"{self.machine.directory}-{length}"
                answer = self.roll_out(connection, directory=directory)

                self.assertEqual(("SUCCESS", 1), (answer["status"], answer["reconnects"]), answer)
                with open(os.path.join(directory, "done.log"), encoding="utf-8") as log:
                    self.assertEqual(1, len(log.readlines()))

    def test_what_had_arrived_before_the_connection_was_lost_is_not_sent_again(self):
        answer = self.roll_out(Connection(self.machine, after=[1]))

        self.assertEqual(os.path.getsize(self.machine.program) + os.path.getsize(self.machine.bundle), answer["sent_bytes"])
        self.assertEqual(4, answer["round_trips"])

    def test_a_host_that_cannot_unpack_says_why_and_keeps_nothing_of_it(self):
        class Full(Connection):
            def run(self, command, data):
                if "tar " not in command:
                    return super().run(command, data)
                super().run(command.partition("&& /bin/sh")[0] + "|| :", data)
                return 2, "", "tar: lle-1: Wrote only 1\ntar: x: No space left on device\ntar: Exiting with failure status"

        answer = self.roll_out(Full(self.machine))

        self.assertEqual("NOT_USABLE", answer["status"])
        self.assertIn("No space left on device", answer["msg"])
        self.assertEqual([], os.listdir(self.machine.directory))

    def test_no_script_and_no_part_stays(self):
        self.roll_out(Connection(self.machine))

        self.assertEqual([f"bundle-{sha256(self.machine.bundle)[:16]}.tar.gz", f"lle-{sha256(self.machine.program)[:16]}"],
                         sorted(name for name in os.listdir(self.machine.directory) if name.startswith(("ask", "bundle", "lle"))))

    def test_a_program_that_did_not_arrive_whole_is_never_run(self):
        class Corrupting(Connection):
            def run(self, command, data):
                return super().run(command, data.replace(b"not really", b"not wholly") if "tar " in command else data)

        answer = self.roll_out(Corrupting(self.machine))

        self.assertEqual("NOT_USABLE", answer["status"])
        self.assertIn("did not arrive whole", answer["msg"])
        self.assertEqual([], self.machine.done())

    def test_a_program_that_was_changed_on_the_host_is_sent_again(self):
        self.roll_out(Connection(self.machine))
        name = f"lle-{sha256(self.machine.program)[:16]}"
        with open(os.path.join(self.machine.directory, name), "a", encoding="utf-8") as file:
            file.write("# changed\n")

        answer = self.roll_out(Connection(self.machine), run="release-2")

        self.assertEqual(os.path.getsize(self.machine.program), answer["sent_bytes"])

    def test_a_failure_names_the_hosts_own_error(self):
        problem = '{ "Code": "LLE1815", "Severity": "error", "Message": "too slow" }'
        answer = self.roll_out(Connection(self.machine, environment={"LLE_FAKE_STATUS": "ROLLED_BACK", "LLE_FAKE_PROBLEM": problem}))

        self.assertEqual(("ROLLED_BACK", "LLE1815: too slow"), (answer["status"], answer["msg"]))

    def test_a_host_is_confirmed_over_a_new_connection(self):
        connection = Connection(self.machine)
        answer = self.roll_out(connection, confirm=30)

        self.assertEqual("SUCCESS", answer["status"], answer)
        self.assertTrue(connection.fresh_calls[-1])
        self.assertEqual(1, len(self.machine.done()))

    def test_a_connection_that_is_lost_while_a_host_waits_changes_nothing(self):
        for call in (2, 3):
            for moment in ("before", "after"):
                with self.subTest(call=call, moment=moment):
                    run = f"waits-{moment}-{call}"
                    answer = self.roll_out(Connection(self.machine, **{moment: [call]}), confirm=30, run=run, directory=self.machine.directory + run)
                    if (call, moment) == (2, "before"):
                        # It never began.
                        self.assertEqual("FAILED", answer["status"])
                    else:
                        self.assertEqual("SUCCESS", answer["status"], answer)

    def test_a_host_that_waits_to_be_confirmed_is_waited_for_as_long_as_it_waits(self):
        answer = self.roll_out(Connection(self.machine, before=range(3, 43)), confirm=30, patience=20)

        self.assertEqual(("SUCCESS", 40), (answer["status"], answer["reconnects"]), answer)

    def test_a_machine_without_a_program_for_it_is_refused(self):
        answer = self.roll_out(Connection(self.machine), programs={"riscv64": self.machine.program})

        self.assertEqual("NOT_USABLE", answer["status"])
        self.assertIn("riscv64", answer["msg"])

    def test_what_a_login_shell_prints_is_no_answer(self):
        class Chatty(Connection):
            def run(self, command, data):
                code, output, errors = super().run(command, data)
                return code, "Welcome { to\nlle-machine nothing\n" + output, errors

        answer = self.roll_out(Chatty(self.machine))

        self.assertEqual("SUCCESS", answer["status"], answer)

    def test_only_the_newest_files_of_roll_outs_stay(self):
        for number in range(5):
            self.machine.bundle = self.machine.write(f"bundle-{number}.tar.gz", f"bundle {number}\n")
            self.roll_out(Connection(self.machine), run=f"release-{number}")

        self.assertEqual(3, len([name for name in os.listdir(self.machine.directory) if name.startswith("bundle-")]))

    def test_the_directory_is_for_the_deployer_only(self):
        os.makedirs(self.machine.directory, mode=0o755)
        self.roll_out(Connection(self.machine))

        self.assertEqual(0o700, os.stat(self.machine.directory).st_mode & 0o777)

    def test_status_and_plan_need_no_run(self):
        self.assertEqual("1.0.0", self.roll_out(Connection(self.machine), operation="status", bundle=None)["version"])
        self.assertEqual("SUCCESS", self.roll_out(Connection(self.machine), operation="plan")["status"])
        self.assertEqual([], self.machine.done())


class Words(unittest.TestCase):
    def test_an_option_is_spelled_as_lle_spells_it(self):
        self.assertEqual("--install-prefix", kebab("LleInstallPrefix"))

    def test_a_list_is_an_option_each(self):
        self.assertEqual(["--startup-arguments=-c", "--startup-arguments=exit 0"], list(words({"LleStartupArguments": "-c;exit 0"})))

    def test_a_changed_host_key_is_named(self):
        self.assertIn("REMOTE HOST IDENTIFICATION HAS CHANGED", reason("@@@\n@ WARNING: REMOTE HOST IDENTIFICATION HAS CHANGED! @\nmore"))


class Counting(unittest.TestCase):
    def test_failures_count_over_all_batches(self):
        machine = Machine()
        self.addCleanup(machine.close)
        folder = os.path.join(machine.root, "failures")
        failures = Failures(folder, 1)
        failures.note("web/1")
        self.assertFalse(failures.is_reached())
        failures.note("web2")
        failures.note("web2")
        self.assertTrue(failures.is_reached())


if __name__ == "__main__":
    unittest.main()
