import unittest


class T(unittest.TestCase):
    def test_good(self):
        self.assertEqual(1, 1)

    def test_bad(self):
        self.assertEqual([1, 2], [1, 3])

    def test_error(self):
        {}["k"]

    @unittest.skip("later")
    def test_skipped(self):
        pass


def run(*a, **k):
    r = unittest.TextTestRunner.run(*a, **k)
    return r


class Quiet(unittest.TextTestRunner):
    def _makeResult(self):
        import time

        time.perf_counter = lambda: 0.0
        return super()._makeResult()


unittest.main(testRunner=Quiet)
