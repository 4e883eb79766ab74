System.Console.WriteLine("FcGen");
